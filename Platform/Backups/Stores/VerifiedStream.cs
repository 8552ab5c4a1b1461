using System.Security.Cryptography;
using GraphPlatform.Platform.Files;

namespace GraphPlatform.Platform.Backups.Stores;

/// <summary>Reads an object, and fails at its end, or as soon as there is too much, when it is not what was written. So whoever reads to the end has seen no other bytes.</summary>
/// <param name="inner">The object; closed with this.</param>
/// <param name="what">What it is, in words.</param>
/// <param name="length">How many bytes were written.</param>
/// <param name="sha256">Their hash in hexadecimal.</param>
/// <param name="read">Hears of each piece; null for nobody.</param>
internal sealed class VerifiedStream(Stream inner, string what, long length, string sha256, Func<int, ValueTask>? read = null) : ReadOnlyStream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long count;
    private bool verified;

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var got = await inner.ReadAsync(buffer, cancellationToken);
        Note(buffer.Span[..got], asked: buffer.Length);
        if (read is not null && got > 0) await read(got);
        return got;
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Note(ReadOnlySpan<byte> bytes, int asked)
    {
        hash.AppendData(bytes);
        count += bytes.Length;
        if (count > length) throw new CorruptBackupException($"{what} is longer than what was written: more than {length} bytes.");
        if (bytes.Length > 0 || asked == 0 || verified) return;
        if (count < length) throw new CorruptBackupException($"{what} ends after {count} of {length} bytes.");
        if (Convert.ToHexStringLower(hash.GetCurrentHash()) != sha256) throw new CorruptBackupException($"{what} has other bytes than those that were written.");
        verified = true;
    }
}
