using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.Bench.Engine.Micro;

/// <summary>A book; who wrote it is loaded with those of the other books.</summary>
[ObjectType]
public sealed record Book(int Id, string Title, [property: Ignore] int AuthorId)
{
    /// <summary>Who wrote it.</summary>
    public Task<Author?> Author(AuthorLoader authors) => authors.LoadAsync(AuthorId);
}
