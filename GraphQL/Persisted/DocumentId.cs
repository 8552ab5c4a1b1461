using System.Buffers;
using System.Security.Cryptography;

namespace GraphPlatform.GraphQL.Persisted;

/// <summary>Names of documents: https://graphql.github.io/graphql-over-http/draft/#sec-Persisted-Documents</summary>
internal static class DocumentId
{
    /// <summary>The longest id that is looked up. Stores of applications are not bothered with more.</summary>
    public const int MaxLength = 256;

    private const string Sha256 = "sha256:";
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>The SHA-256 of a document: 64 lower-case hexadecimal digits.</summary>
    public static string Of(ReadOnlySpan<byte> document)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(document, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>One spelling for each id; null for what cannot be one.</summary>
    public static string? Normalise(string id)
    {
        if (id.Length is 0 or > MaxLength) return null;
        if (id.StartsWith(Sha256, StringComparison.Ordinal)) return IsHash(id.AsSpan(Sha256.Length)) ? id[Sha256.Length..].ToLowerInvariant() : null;
        return IsHash(id) ? id.ToLowerInvariant() : id;
    }

    public static bool IsHash(ReadOnlySpan<char> text) => text.Length == 64 && !text.ContainsAnyExcept(HexDigits);
}
