using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.Bench.Engine.Micro;

/// <summary>The query root.</summary>
[QueryType]
public static class Library
{
    private static readonly Book[] All = [.. Enumerable.Range(0, 100).Select(i => new Book(i, $"book-{i}", i % 20))];

    /// <summary>A hundred books of twenty authors.</summary>
    public static IReadOnlyList<Book> Books() => All;
}
