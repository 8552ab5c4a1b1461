using GraphPlatform.GraphQL;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.Tests.Conformance;

/// <summary>Schemas by their text: suites bring few schemas and many documents.</summary>
internal sealed class SchemaCache
{
    private const int Capacity = 200;

    private readonly Dictionary<string, Entry> entries = [];
    private readonly Queue<string> order = [];

    /// <summary>An executor of the schema, or what is wrong with it.</summary>
    public (IGraphQLExecutor? Executor, IReadOnlyList<string>? Problems) For(string sdl)
    {
        if (!entries.TryGetValue(sdl, out var entry))
        {
            if (entries.Count == Capacity) entries.Remove(order.Dequeue());
            entries.Add(sdl, entry = Build(sdl));
            order.Enqueue(sdl);
        }

        return (entry.Executor, entry.Problems);
    }

    private static Entry Build(string sdl)
    {
        try
        {
            return new Entry(SchemaBuilder.FromSdl(sdl).CreateExecutor(CaseLimits.Options()), null);
        }
        catch (GraphQLSchemaException e)
        {
            return new Entry(null, e.Problems);
        }
    }

    private sealed record Entry(IGraphQLExecutor? Executor, IReadOnlyList<string>? Problems);
}
