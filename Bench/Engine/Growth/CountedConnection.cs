using System.IO.Pipelines;

namespace GraphPlatform.Bench.Engine.Growth;

/// <summary>A connection whose writes to the socket are counted: each flush of its output with something in it is at most one.</summary>
public sealed class CountedConnection(IDuplexPipe inner, WriteCount writes) : IDuplexPipe
{
    /// <inheritdoc />
    public PipeReader Input => inner.Input;

    /// <inheritdoc />
    public PipeWriter Output { get; } = new CountedWriter(inner.Output, writes);

    private sealed class CountedWriter(PipeWriter inner, WriteCount writes) : PipeWriter
    {
        private bool hasBytes;

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int bytes)
        {
            hasBytes |= bytes > 0;
            inner.Advance(bytes);
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            if (hasBytes) writes.Add();
            hasBytes = false;
            return inner.FlushAsync(cancellationToken);
        }

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
        {
            if (hasBytes || source.Length > 0) writes.Add();
            hasBytes = false;
            return inner.WriteAsync(source, cancellationToken);
        }
    }
}
