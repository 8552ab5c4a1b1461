using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.Bench.Engine.Micro;

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
