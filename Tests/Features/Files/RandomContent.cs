using System.Net;
using System.Security.Cryptography;

namespace GraphPlatform.Tests.Features.Files;

/// <summary>A body of so many bytes that no compression makes smaller, made while it is sent.</summary>
internal sealed class RandomContent(long length) : HttpContent
{
    private const int Piece = 1 << 20;

    /// <summary>After so many bytes it fails, as a client does that goes away.</summary>
    public long? BreaksAt { get; init; }

    /// <summary>The SHA-256 of a body of so many bytes.</summary>
    public static string HashOf(long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (random, piece) = (new Random(1), new byte[Piece]);
        for (var sent = 0L; sent < length; sent += Piece)
        {
            random.NextBytes(piece);
            hash.AppendData(piece);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var (random, piece) = (new Random(1), new byte[Piece]);
        for (var sent = 0L; sent < length; sent += Piece)
        {
            if (sent >= BreaksAt) throw new IOException("gone");
            random.NextBytes(piece);
            await stream.WriteAsync(piece);
        }
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}
