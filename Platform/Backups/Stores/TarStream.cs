using System.IO.Compression;

namespace GraphPlatform.Platform.Backups.Stores;

/// <summary>The tar in an object. It ends only when all of the object was read and found to be what was written: bytes behind the compressed ones are looked at too.</summary>
/// <param name="verified">The object; closed with this.</param>
internal sealed class TarStream(VerifiedStream verified) : Stream
{
    private const int Drain = 1 << 16;

    private readonly GZipStream tar = new(verified, CompressionMode.Decompress);

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var got = await tar.ReadAsync(buffer, cancellationToken);
            if (got == 0 && buffer.Length > 0) await EndAsync(cancellationToken);
            return got;
        }
        catch (InvalidDataException error)
        {
            throw new CorruptBackupException($"It cannot be unpacked: {error.Message}");
        }
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count)
    {
        var got = tar.Read(buffer, offset, count);
        if (got > 0 || count == 0) return got;
        var rest = new byte[Drain];
        while (verified.Read(rest) > 0)
        {
            // Its end tells whether it is what was written.
        }

        return 0;
    }

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await tar.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) tar.Dispose();
        base.Dispose(disposing);
    }

    private async Task EndAsync(CancellationToken ct)
    {
        var rest = new byte[Drain];
        while (await verified.ReadAsync(rest, ct) > 0)
        {
            // Its end tells whether it is what was written.
        }
    }
}
