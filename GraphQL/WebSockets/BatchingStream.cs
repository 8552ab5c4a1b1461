using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace GraphPlatform.GraphQL.WebSockets;

/// <summary>
/// The stream under a WebSocket. Between <see cref="Begin"/> and <see cref="EndAsync"/> frames are gathered and go out together: a thousand small messages a second to a thousand
/// sockets cost system calls, not bytes. Nothing is kept between batches, so an idle socket has no buffer.
/// </summary>
internal sealed class BatchingStream(Stream inner) : Stream
{
    private const int FullSize = 32 * 1024;

    // The WebSocket answers a client's ping from the thread that reads, whatever the thread that sends is doing.
    private readonly Lock gate = new();
    private byte[]? batch;
    private int length;

    /// <summary>It is time to end the batch.</summary>
    public bool IsFull => length > FullSize;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public void Begin()
    {
        lock (gate) batch = ArrayPool<byte>.Shared.Rent(4096);
    }

    public async ValueTask EndAsync()
    {
        byte[] gathered;
        ValueTask writing;
        lock (gate)
        {
            gathered = batch!;
            batch = null;
            writing = inner.WriteAsync(gathered.AsMemory(0, length));
            length = 0;
        }

        try
        {
            await writing;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(gathered);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            if (batch is null) return inner.WriteAsync(buffer, cancellationToken);
            if (length + buffer.Length > batch.Length) Grow(length + buffer.Length);
            buffer.Span.CopyTo(batch.AsSpan(length));
            length += buffer.Length;
            return default;
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => batch is null ? inner.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, batch!.Length * 2));
        batch.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(batch);
        batch = larger;
    }
}

/// <summary>Puts a <see cref="BatchingStream"/> under the WebSocket that ASP.NET makes.</summary>
internal sealed class BatchingUpgrade(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    /// <summary>Null until the request was upgraded.</summary>
    public BatchingStream? Stream { get; private set; }

    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public async Task<Stream> UpgradeAsync() => Stream = new BatchingStream(await inner.UpgradeAsync());
}
