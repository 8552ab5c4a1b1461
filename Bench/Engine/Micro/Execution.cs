using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using GraphPlatform.GraphQL.Execution;

namespace GraphPlatform.Bench.Engine.Micro;

/// <summary>
/// A request by the executor, from the document's bytes to the response's: what is done for each request when the document is known (Q1 to Q5), and all of it when
/// it is not (Q6). The answer to Q5 is kept by the engine, as the schema never changes. Not sealed: BenchmarkDotNet derives from it.
/// </summary>
public class Execution
{
    private const int NumberLength = 12;

    private static readonly EngineHost Host = new();

    private JsonElement id;
    private byte[] unseen = [];
    private int unseenNumber;
    private long number = 100_000_000_000;

    /// <summary>Documents that the cache has after the first time.</summary>
    public static IEnumerable<Workload> Known => [Workload.Of("Q1"), Workload.Of("Q2"), Workload.Of("Q3"), Workload.Of("Q4"), Workload.Of("Q5")];

    [GlobalSetup]
    public void Prepare()
    {
        id = JsonSerializer.SerializeToElement(new { id = Host.SomeId });
        var document = Workload.Of("Q6").Document;
        unseenNumber = document.IndexOf("@@", StringComparison.Ordinal);
        unseen = Encoding.UTF8.GetBytes(document.Replace("@@", new string('0', NumberLength), StringComparison.Ordinal));
    }

    [Benchmark]
    [ArgumentsSource(nameof(Known))]
    public ValueTask<int> Execute(Workload document) => LengthAsync(document.Utf8);

    [Benchmark]
    public ValueTask<int> ExecuteUnseen()
    {
        Utf8Formatter.TryFormat(number++, unseen.AsSpan(unseenNumber), out _);
        return LengthAsync(unseen);
    }

    private async ValueTask<int> LengthAsync(byte[] document)
    {
        using var result = await Host.Executor.ExecuteAsync(new GraphQLRequest { Document = document, Variables = id, Services = Host.Services });
        return result.Utf8Json.Length;
    }
}
