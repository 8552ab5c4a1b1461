using GraphPlatform.Bench.Product;
using GraphPlatform.Bench.Product.Logs;

return args switch
{
    ["first-line", ..] => await FirstLine.RunAsync(args.Length > 1 ? int.Parse(args[1]) : 20),
    ["wake", ..] => await Wake.RunAsync(args.Length > 1 ? int.Parse(args[1]) : 15),
    ["warm-start", ..] => await WarmStart.RunAsync(args.Length > 1 ? int.Parse(args[1]) : 30),
    ["recovery", ..] => await Recovery.RunAsync(args.Length > 1 ? int.Parse(args[1]) : 20),
    ["terminal", ..] => await Terminal.RunAsync(args.Length > 1 ? int.Parse(args[1]) : 500),
    ["sweep", ..] => await Sweep.RunAsync(),
    ["logs", ..] => await LogBench.RunAsync(),
    ["idle", ..] => await Idle.RunAsync(),
    ["fleet", ..] => await Fleet.RunAsync(args.Length > 1 ? int.Parse(args[1]) : 500, args.Length > 2 ? int.Parse(args[2]) : 180),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("""
        Scripts/bench first-line [ROUNDS]   createContainer to the first log line at a subscriber, beside the engine's own create + start + first line
        Scripts/bench wake [ROUNDS]         frozen and stopped containers to the first byte through Caddy, beside the engine's own unpause and start
        Scripts/bench warm-start [ROUNDS]   createContainer to the first log line from a warm pool and cold, beside the engine's own calls
        Scripts/bench recovery [KILLS]      kill -9 at random moments under load: from the server's first answer until the world is as desired
        Scripts/bench terminal [KEYS]       a key press to its echo through the API's socket, beside docker exec -it's own
        Scripts/bench sweep                 the idle sweep over 100,000 containers, of which none, 1,000 and all are due
        Scripts/bench logs                  lines a second beside docker logs -f, from write to subscriber, and searches in ten million lines
        Scripts/bench idle                  from process start to the first answered query, and memory when idle
        Scripts/bench fleet [CONTAINERS [SECONDS]]   CPU and memory of the server that follows and keeps stats and logs of 500 running containers, beside dockerd's
        """);
    return 2;
}
