using GraphPlatform.Platform.Files;

namespace GraphPlatform.Agent.Files;

/// <summary>A file as long as it was when it was opened, whoever writes into it meanwhile: a tar says the length before the bytes. What was cut off since reads as zeros.</summary>
internal sealed class SteadyStream(Stream file, long length) : ReadOnlyStream
{
    private long position;

    public override bool CanSeek => true;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        buffer = buffer[..(int)Math.Min(buffer.Length, length - position)];
        if (buffer.Length == 0) return 0;
        var read = await file.ReadAsync(buffer, cancellationToken);
        if (read == 0) buffer.Span.Clear();
        var given = read == 0 ? buffer.Length : read;
        position += given;
        return given;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
