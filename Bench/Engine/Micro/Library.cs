using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.Bench.Engine.Micro;

/// <summary>An author.</summary>
[ObjectType]
public sealed record Author(int Id, string Name);

/// <summary>A book; who wrote it is loaded with those of the other books.</summary>
[ObjectType]
public sealed record Book(int Id, string Title, [property: Ignore] int AuthorId)
{
    /// <summary>Who wrote it.</summary>
    public Task<Author?> Author(AuthorLoader authors) => authors.LoadAsync(AuthorId);
}

/// <summary>Loads authors by their ids, and is not done at once.</summary>
public sealed class AuthorLoader : DataLoader<int, Author>
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyDictionary<int, Author>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return keys.ToDictionary(key => key, key => new Author(key, "author"));
    }
}

/// <summary>The query root.</summary>
[QueryType]
public static class Library
{
    private static readonly Book[] All = [.. Enumerable.Range(0, 100).Select(i => new Book(i, $"book-{i}", i % 20))];

    /// <summary>A hundred books of twenty authors.</summary>
    public static IReadOnlyList<Book> Books() => All;
}
