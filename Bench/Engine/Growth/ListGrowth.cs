using System.Diagnostics;
using System.Text;
using System.Text.Json;
using GraphPlatform.GraphQL.Execution;

namespace GraphPlatform.Bench.Engine.Growth;

/// <summary>Ten times the list: at most eleven times the time.</summary>
public static class ListGrowth
{
    private const int Short = 50;
    private const int Long = 500;
    private const int WarmUps = 2_000;
    private const int Samples = 2_000;

    private static readonly byte[] Document = Encoding.UTF8.GetBytes(
        "query($n:Int){containers(first:$n){id name image status createdAt ports{host container} env{name value} cpuPercent memoryBytes template{id name}}}");

    /// <summary>Runs both in turn, many times, and writes the medians.</summary>
    public static async Task RunAsync(TextWriter output)
    {
        using var host = new EngineHost();
        var requests = new[] { Request(host, Short), Request(host, Long) };
        for (var i = 0; i < WarmUps; i++) await MeasureAsync(host, requests[i % 2]);
        var times = new double[2][];
        for (var each = 0; each < 2; each++) times[each] = new double[Samples];
        for (var i = 0; i < Samples; i++)
            for (var each = 0; each < 2; each++)
                times[each][i] = await MeasureAsync(host, requests[each]);
        var (few, many) = (Median(times[0]), Median(times[1]));
        await output.WriteLineAsync("| list | µs, median | × |\n|---|---|---|");
        await output.WriteLineAsync($"| containers(first: {Short}) | {few:0.0} | 1 |");
        await output.WriteLineAsync($"| containers(first: {Long}) | {many:0.0} | {many / few:0.00} |\n");
    }

    private static GraphQLRequest Request(EngineHost host, int count) => new()
    {
        Document = Document, Variables = JsonSerializer.SerializeToElement(new { n = count }), Services = host.Services,
    };

    private static async ValueTask<double> MeasureAsync(EngineHost host, GraphQLRequest request)
    {
        var start = Stopwatch.GetTimestamp();
        using var result = await host.Executor.ExecuteAsync(request);
        var time = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        return result.HasErrors ? throw new InvalidOperationException(result.Errors[0].Message) : time;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
