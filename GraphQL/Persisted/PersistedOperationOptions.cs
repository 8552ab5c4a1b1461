namespace GraphPlatform.GraphQL.Persisted;

/// <summary>Documents that a client names instead of sending them. The same for POST, GET, WebSocket and event streams.</summary>
public sealed class PersistedOperationOptions
{
    /// <summary>
    /// Trusted documents, asked for by <c>documentId</c> (or by Apollo's <c>extensions.persistedQuery</c>). Null: the registered singleton of this type, if there is one.
    /// </summary>
    public IPersistedDocumentStore? Store { get; set; }

    /// <summary>
    /// Runs trusted documents only. One that is sent as text is run when the store knows its SHA-256; anything else is refused with DOCUMENT_NOT_TRUSTED. Requests made in
    /// process are the application's own and are not asked.
    /// </summary>
    public bool TrustedOnly { get; set; }

    /// <summary>
    /// Automatic persisted queries: a client sends the SHA-256 alone, and the text as well when it is told PERSISTED_QUERY_NOT_FOUND. Saves bytes, grants nothing; without
    /// effect when <see cref="TrustedOnly"/> is set.
    /// </summary>
    public bool Automatic { get; set; } = true;

    /// <summary>How many texts of automatic persisted queries are remembered; the one not used for longest is forgotten.</summary>
    public int MaxAutomaticDocuments { get; set; } = 1_000;

    /// <summary>Bytes that those texts may take together.</summary>
    public long MaxAutomaticBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>
    /// <c>Cache-Control</c> for the answer to a GET by id that has data and no errors; it comes with an <c>ETag</c> and <c>Vary: Accept, Authorization, Cookie</c>. The default
    /// lets nobody but the client keep it, and has it ask each time, so that it may be told 304. Say more (<c>public, max-age=60</c>) only where answers are the same for
    /// everybody. Answers are never kept by the server.
    /// </summary>
    public string CacheControl { get; set; } = "private, no-cache";
}
