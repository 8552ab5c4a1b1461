using System.IO.Compression;
using GraphPlatform.Platform.Files;

namespace GraphPlatform.Platform.Backups.Stores;

/// <summary>The tar in an object. It ends only when all of the object was read and found to be what was written: bytes behind the compressed ones are looked at too.</summary>
/// <param name="verified">The object; closed with this.</param>
/// <param name="what">What it is, in words.</param>
internal sealed class TarStream(VerifiedStream verified, string what) : ReadOnlyStream
{
    private const int Drain = 1 << 16;

    private readonly GZipStream tar = new(verified, CompressionMode.Decompress);

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
            throw new CorruptBackupException($"{what} cannot be unpacked: {error.Message}");
        }
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
