using BenchmarkDotNet.Attributes;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Validation;

namespace GraphPlatform.Bench.Engine.Micro;

/// <summary>What is done once for a document: parse, validate, plan. Not sealed: BenchmarkDotNet derives from it.</summary>
public class Phases
{
    private static readonly GraphQLOptions Options = new();
    private readonly ParserLimits limits = new(Options.MaxTokens, Options.MaxNesting);
    private static readonly EngineHost Host = new();

    private readonly Dictionary<string, DocumentNode> parsed = All.ToDictionary(each => each.Name, each => Parser.Parse(each.Utf8, new ParserLimits(Options.MaxTokens, Options.MaxNesting)));

    /// <summary>All documents; Q4 is invalid, Q6 is Q2 with another name.</summary>
    public static IEnumerable<Workload> All => [.. Valid, Workload.Of("Q4")];

    /// <summary>Those that can be planned.</summary>
    public static IEnumerable<Workload> Valid => [Workload.Of("Q1"), Workload.Of("Q2"), Workload.Of("Q3"), Workload.Of("Q5")];

    [Benchmark]
    [ArgumentsSource(nameof(All))]
    public object Parse(Workload document) => Parser.Parse(document.Utf8, limits);

    [Benchmark]
    [ArgumentsSource(nameof(All))]
    public int Validate(Workload document) => DocumentValidator.Validate(Host.Schema, parsed[document.Name], Options).Count;

    [Benchmark]
    [ArgumentsSource(nameof(Valid))]
    public object Plan(Workload document)
    {
        var tree = parsed[document.Name];
        return new OperationPlan(Host.Schema, tree, tree.Definitions.OfType<OperationNode>().First(), Options);
    }
}
