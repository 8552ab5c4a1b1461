namespace GraphPlatform.GraphQL.Persisted;

/// <summary>
/// Where trusted documents are kept: https://graphql.github.io/graphql-over-http/draft/#sec-Persisted-Documents. <see cref="PersistedDocuments"/> keeps them in memory; an
/// application that keeps them elsewhere implements this and registers it as a service or sets <see cref="PersistedOperationOptions.Store"/>.
/// </summary>
public interface IPersistedDocumentStore
{
    /// <summary>The document of an id as UTF-8, which nobody changes; null when there is none. Called for every request that comes by id, from many threads at once.</summary>
    /// <param name="id">64 lower-case hexadecimal digits for a SHA-256 of the document (with or without <c>sha256:</c> in the request); anything else as the client sent it.</param>
    /// <param name="cancellationToken">Ends when the client is gone.</param>
    ValueTask<byte[]?> FindAsync(string id, CancellationToken cancellationToken);
}
