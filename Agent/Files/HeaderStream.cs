namespace GraphPlatform.Agent.Files;

/// <summary>A tar whose headers are not longer than they may be: the reader holds each of them in memory, however long it says it is.</summary>
internal sealed class HeaderStream(Stream tar) : Stream
{
    // Names and links of 4 kB, and what else a header says.
    private const int MaxHeaderBytes = 1 << 20;

    private long header;

    /// <summary>Whether what is read now is a header.</summary>
    public bool InHeader
    {
        get;
        set
        {
            field = value;
            header = 0;
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await tar.ReadAsync(buffer, cancellationToken);
        if (InHeader && (header += read) > MaxHeaderBytes) throw new InvalidDataException($"A header has more than {MaxHeaderBytes} bytes.");
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
