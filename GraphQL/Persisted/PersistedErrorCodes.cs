namespace GraphPlatform.GraphQL.Persisted;

/// <summary>Values of <c>extensions.code</c> for documents that are named instead of sent.</summary>
public static class PersistedErrorCodes
{
    /// <summary>No document has this id. With automatic persisted queries: send the text along.</summary>
    public const string NotFound = "PERSISTED_QUERY_NOT_FOUND";

    /// <summary>The server keeps no automatic persisted queries: send the text.</summary>
    public const string NotSupported = "PERSISTED_QUERY_NOT_SUPPORTED";

    /// <summary>The text that was sent has another SHA-256 than was said.</summary>
    public const string HashMismatch = "PERSISTED_QUERY_HASH_MISMATCH";

    /// <summary>The server runs trusted documents only, and this is none.</summary>
    public const string NotTrusted = "DOCUMENT_NOT_TRUSTED";
}
