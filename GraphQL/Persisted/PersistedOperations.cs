using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Http;

namespace GraphPlatform.GraphQL.Persisted;

/// <summary>
/// Which document a request means: https://graphql.github.io/graphql-over-http/draft/#sec-Persisted-Documents and Apollo's automatic persisted queries. Text decides where text was
/// sent; an id is looked up only where none was.
/// </summary>
internal sealed class PersistedOperations(PersistedOperationOptions options, IPersistedDocumentStore? registered)
{
    private readonly IPersistedDocumentStore? store = options.Store ?? registered;
    private readonly AutomaticDocuments automatic = new(options.MaxAutomaticDocuments, options.MaxAutomaticBytes);

    /// <summary>Whether documents that clients send are run at all.</summary>
    public bool TrustedOnly => options.TrustedOnly;

    /// <summary>Either the document or why there is none.</summary>
    public ValueTask<(ReadOnlyMemory<byte> Document, GraphQLError? Error)> ResolveAsync(RequestBody body, CancellationToken cancellationToken) =>
        body.HasDocument ? FromTextAsync(body, cancellationToken) : FromIdAsync(body, cancellationToken);

    private async ValueTask<(ReadOnlyMemory<byte>, GraphQLError?)> FromTextAsync(RequestBody body, CancellationToken cancellationToken)
    {
        if (options.TrustedOnly) return await IsTrustedAsync(body.Document, cancellationToken) ? (body.Document, null) : Refuse(
            "Only trusted documents are run here: send the \"documentId\" of one instead of a query.", PersistedErrorCodes.NotTrusted);
        if (body.PersistedHash is { } hash && options.Automatic)
        {
            if (DocumentId.Of(body.Document.Span) != hash)
                return Refuse("\"extensions.persistedQuery.sha256Hash\" is not the SHA-256 of \"query\".", PersistedErrorCodes.HashMismatch);
            automatic.Add(hash, body.Document.Span);
        }

        return (body.Document, null);
    }

    private async ValueTask<bool> IsTrustedAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken) =>
        store is not null && await store.FindAsync(DocumentId.Of(document.Span), cancellationToken) is { } known && document.Span.SequenceEqual(known);

    private async ValueTask<(ReadOnlyMemory<byte>, GraphQLError?)> FromIdAsync(RequestBody body, CancellationToken cancellationToken)
    {
        var id = body.DocumentId is { } given ? DocumentId.Normalise(given) : body.PersistedHash;
        if (id is not null)
        {
            if (store is not null && await store.FindAsync(id, cancellationToken) is { } trusted) return (trusted, null);
            if (options is { Automatic: true, TrustedOnly: false } && automatic.Find(id) is { } remembered) return (remembered, null);
        }

        // The two messages that clients of automatic persisted queries look for.
        if (body.DocumentId is not null) return Refuse("No document has this \"documentId\".", PersistedErrorCodes.NotFound);
        return options.Automatic || store is not null
            ? Refuse("PersistedQueryNotFound", PersistedErrorCodes.NotFound) : Refuse("PersistedQueryNotSupported", PersistedErrorCodes.NotSupported);
    }

    private static (ReadOnlyMemory<byte>, GraphQLError?) Refuse(string message, string code) => (default, new GraphQLError(message, code));
}
