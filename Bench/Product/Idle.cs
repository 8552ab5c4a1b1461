namespace GraphPlatform.Bench.Product;

/// <summary>From process start to the first answered query on a database that is there, and resident memory after ten seconds without a request.</summary>
internal static class Idle
{
    private const int Starts = 5;

    public static async Task<int> RunAsync()
    {
        var starts = new List<double>();
        var resident = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            await using var server = await BenchServer.StartAsync(migrated: true);
            starts.Add(server.FirstAnswer.TotalMilliseconds);
            await Task.Delay(TimeSpan.FromSeconds(10));
            resident.Add(ResidentMegabytes(server.ProcessId));
        }

        Console.WriteLine($"""
            {Starts} starts                          median     max
            first answered query, ms     {Figures.Median(starts),8:0} {starts.Max(),8:0}
            resident when idle, MB       {Figures.Median(resident),8:0} {resident.Max(),8:0}
            """);
        return starts.Max() <= 1500 && resident.Max() <= 220 ? 0 : 1;
    }

    private static double ResidentMegabytes(int process) =>
        double.Parse(File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024 / 1_000_000;
}
