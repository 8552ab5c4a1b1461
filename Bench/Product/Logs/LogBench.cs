using System.Diagnostics;
using System.Globalization;

namespace GraphPlatform.Bench.Product.Logs;

/// <summary>Logs: how fast they are taken in beside the engine's own <c>docker logs -f</c>, how long a line is on its way, and how long a search takes.</summary>
internal static class LogBench
{
    private const int IngestLines = 2_000_000;
    private const int SearchLines = 10_000_000;

    public static async Task<int> RunAsync()
    {
        LogWriterImage.Make();
        await using var server = await BenchServer.StartAsync(migrated: true, "--Logs:MaxBytes", "8589934592");
        var project = (await server.SendAsync("mutation { createProject(input: {name: \"bench\"}) { project { id } } }")).GetProperty("createProject").GetProperty("project").GetProperty("id").GetString()!;
        var workload = new LogWorkload(server, project);

        var engine = await EngineAsync();
        var (ours, stored) = await workload.FloodAsync(IngestLines);
        var (json, storedJson) = await workload.FloodAsync(IngestLines, "json");
        Console.WriteLine($"""
            taking in {IngestLines:N0} lines of 100 bytes     lines/s   lines
            docker logs -f (json-file)          {engine.PerSecond,10:N0} {engine.Lines,9:N0}
            containerLogs                       {ours,10:N0} {stored,9:N0}
            containerLogs, JSON lines           {json,10:N0} {storedJson,9:N0}
            ratio                               {ours / engine.PerSecond,10:0.00}
            """);

        var quiet = await workload.LatencyAsync(1000, 20);
        var before = server.MemoryBytes;
        await workload.StartAsync(["/writer", "flood", "1000000000"], cpu: 0.5);
        var beside = await workload.LatencyAsync(1000, 20);
        Console.WriteLine($"""
            1,000 lines/s, ms from write to subscriber    median     p99     max
            alone                                     {Figures.Median(quiet),10:0.0} {Figures.Percentile(quiet, 0.99),7:0.0} {quiet.Max(),7:0.0}
            beside one that prints without end        {Figures.Median(beside),10:0.0} {Figures.Percentile(beside, 0.99),7:0.0} {beside.Max(),7:0.0}
            the server's memory, MB                   {before >> 20,10} then {server.MemoryBytes >> 20}
            """);
        await workload.DeleteAllAsync();

        var (_, kept) = await workload.FloodAsync(SearchLines);
        Console.WriteLine($"searching {kept:N0} lines, s             first page   complete   found");
        foreach (var (name, where) in new[] { ("word, cold in our memory", "text: \"needle\""), ("word", "text: \"needle\""), ("word in every line", "text: \"agent\""), ("level", "levels: [ERROR]"), ("regular expression", "pattern: \"orders/0+77[0-9]+ 200 in 9\"") })
        {
            var (first, complete, found) = await workload.SearchAsync(where);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-36} {first,12:0.000} {complete,10:0.000} {found,7:N0}"));
        }

        return ours >= 0.5 * engine.PerSecond && Figures.Percentile(quiet, 0.99) < 50 ? 0 : 1;
    }

    /// <summary>What the engine's own command delivers of a container that writes as fast as it can.</summary>
    private static async Task<(double PerSecond, long Lines)> EngineAsync()
    {
        var id = Command("docker", $"run -d --log-driver json-file {LogWriterImage.Name} /writer flood {IngestLines}").Trim();
        try
        {
            using var follower = Process.Start(new ProcessStartInfo("docker", ["logs", "-f", id]) { RedirectStandardOutput = true })!;
            var (lines, began) = (0L, Stopwatch.GetTimestamp());
            while (await follower.StandardOutput.ReadLineAsync() is { } line)
            {
                lines++;
                if (line.EndsWith(" last", StringComparison.Ordinal)) break;
            }

            var took = Stopwatch.GetElapsedTime(began);
            follower.Kill();
            return (lines / took.TotalSeconds, lines);
        }
        finally
        {
            Command("docker", $"rm -f {id}");
        }
    }

    internal static string Command(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? printed : throw new InvalidOperationException($"{program} {arguments}: {process.ExitCode}");
    }
}
