using System.Diagnostics;
using System.Globalization;

namespace GraphPlatform.Bench.Product;

/// <summary>
/// Many real containers that run and write a line now and then: what following their stats and logs, and keeping both, costs the server, with dockerd's own cost
/// of the same beside it.
/// </summary>
internal static class Fleet
{
    private const int Starting = 6;
    private const int PerProject = 125;         // a project has a subnet of 254 addresses
    private const double MostCores = 0.3;
    private const double MostMegabytes = 300;
    private const double TicksPerSecond = 100;

    public static async Task<int> RunAsync(int containers, int seconds)
    {
        await using var server = await BenchServer.StartAsync(migrated: true);
        await Task.Delay(TimeSpan.FromSeconds(10));
        var before = Memory(server.ProcessId, "VmRSS:");
        var begun = Stopwatch.GetTimestamp();
        var ids = await CreateAsync(server, containers);
        await RunningAsync(server, ids);
        Console.WriteLine($"{containers} containers run after {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s");
        await Task.Delay(TimeSpan.FromSeconds(60));         // what was started settles, and the first minute is kept

        var (own, engine) = (server.ProcessId, Pid("dockerd"));
        var (since, ownBefore, engineBefore) = (Stopwatch.GetTimestamp(), CpuTicks(own), CpuTicks(engine));
        var from = TimeProvider.System.GetUtcNow();
        var resident = new List<double>();
        while (Stopwatch.GetElapsedTime(since).TotalSeconds < seconds)
        {
            await Task.Delay(TimeSpan.FromSeconds(5));
            resident.Add(Memory(own, "VmRSS:"));
        }

        var passed = Stopwatch.GetElapsedTime(since).TotalSeconds;
        var (cores, engineCores) = (Cores(own, ownBefore, passed), Cores(engine, engineBefore, passed));
        var (samples, lines) = await ArrivedAsync(server, ids, from);
        Console.WriteLine($"""
            {containers} containers, {passed:0} s            server   dockerd    target
            CPU, cores                   {cores,8:0.000}  {engineCores,8:0.000}   <= {MostCores}
            resident, MB, median         {Figures.Median(resident),8:0}  {Memory(engine, "VmRSS:"),8:0}   <= {MostMegabytes}
            resident, MB, most           {resident.Max(),8:0}
            of that without containers   {before,8:0}
            of that private, MB          {Memory(own, "RssAnon:"),8:0}
            samples a second             {samples / passed,8:0.0}             {containers} if the engine takes one of each a second
            lines a second               {lines / passed,8:0.0}
            """);
        return cores <= MostCores && resident.Max() <= MostMegabytes ? 0 : 1;
    }

    private static async Task<List<string>> CreateAsync(BenchServer server, int containers)
    {
        var ids = new List<string>();
        string project = "";
        var (gate, creating) = (new SemaphoreSlim(Starting), new List<Task>());
        for (var i = 0; i < containers; i++)
        {
            if (i % PerProject == 0)
                project = (await server.SendAsync($"mutation {{ createProject(input: {{name: \"fleet-{i / PerProject}\"}}) {{ project {{ id }} }} }}")).GetProperty("createProject").GetProperty("project").GetProperty("id").GetString()!;
            var (into, name) = (project, $"c{i}");
            await gate.WaitAsync();
            creating.Add(Task.Run(async () =>
            {
                try
                {
                    var id = await CreateAsync(server, into, name);
                    lock (ids) ids.Add(id);
                }
                finally
                {
                    gate.Release();
                }
            }));
        }

        await Task.WhenAll(creating);
        return ids;
    }

    private static async Task<string> CreateAsync(BenchServer server, string project, string name) => (await server.SendAsync(
        """
        mutation($p: ID!, $n: String!) { createContainer(input: {projectId: $p, name: $n, image: "graphplatform-test:busybox",
          command: ["sh", "-c", "i=0; while :; do i=$((i+1)); echo line $i; sleep 10; done"], stopGrace: "PT0S", resources: {memoryBytes: 33554432}}) { container { id } errors { message } } }
        """,
        new { p = project, n = name })).GetProperty("createContainer") is var created && created.GetProperty("errors").GetArrayLength() == 0
            ? created.GetProperty("container").GetProperty("id").GetString()!
            : throw new InvalidOperationException(created.GetProperty("errors").ToString());

    private static async Task RunningAsync(BenchServer server, List<string> ids)
    {
        while (server.Running() < ids.Count) await Task.Delay(TimeSpan.FromSeconds(2));
        foreach (var some in ids.Chunk(100))
        {
            while ((await server.SendAsync("query($ids: [ID!]!) { nodes(ids: $ids) { ... on Container { status } } }", new { ids = some })).GetProperty("nodes").EnumerateArray()
                .Any(n => n.GetProperty("status").GetString() != "RUNNING")) await Task.Delay(TimeSpan.FromSeconds(2));
        }
    }

    /// <summary>How many samples and lines there are of a time that is not longer than the hub keeps them.</summary>
    private static async Task<(int Samples, int Lines)> ArrivedAsync(BenchServer server, List<string> ids, DateTimeOffset from)
    {
        var (until, samples, lines) = (TimeProvider.System.GetUtcNow(), 0, 0);
        foreach (var some in ids.Chunk(20))
        {
            var nodes = (await server.SendAsync(
                "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Container { statsHistory(last: 300) { at } logs(last: 40) { nodes { ... on LogLine { at } } } } } }", new { ids = some })).GetProperty("nodes");
            foreach (var node in nodes.EnumerateArray())
            {
                samples += node.GetProperty("statsHistory").EnumerateArray().Count(s => s.GetProperty("at").GetDateTimeOffset() is var at && at >= from && at < until);
                lines += node.GetProperty("logs").GetProperty("nodes").EnumerateArray().Count(l => l.TryGetProperty("at", out var at) && at.GetDateTimeOffset() is var written && written >= from && written < until);
            }
        }

        return (samples, lines);
    }

    private static int Pid(string name) => Process.GetProcessesByName(name) is [var first, ..] ? first.Id : throw new InvalidOperationException($"No process {name}.");

    private static double Cores(int process, long before, double seconds) => (CpuTicks(process) - before) / TicksPerSecond / seconds;

    /// <summary>proc(5): utime and stime, the 14th and 15th field; the second may have spaces.</summary>
    private static long CpuTicks(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    private static double Memory(int process, string field) =>
        double.Parse(File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith(field, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1_000_000;
}
