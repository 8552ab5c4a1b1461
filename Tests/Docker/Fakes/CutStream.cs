namespace GraphPlatform.Tests.Docker.Fakes;

/// <summary>Gives its bytes in reads that end exactly at the cuts.</summary>
internal sealed class CutStream(byte[] bytes, params int[] cuts) : Stream
{
    private int position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>One byte a read.</summary>
    public static CutStream Trickle(byte[] bytes) => new(bytes, [.. Enumerable.Range(0, bytes.Length)]);

    public override int Read(byte[] buffer, int offset, int count)
    {
        var end = cuts.Where(cut => cut > position).Append(bytes.Length).Min();
        var read = Math.Min(count, end - position);
        Array.Copy(bytes, position, buffer, offset, read);
        position += read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        var copy = new byte[buffer.Length];
        var read = Read(copy, 0, copy.Length);
        copy.AsSpan(0, read).CopyTo(buffer.Span);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
