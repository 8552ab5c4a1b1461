using System.Threading.Channels;

namespace GraphPlatform.Platform.Events;

/// <summary>One reader of a topic.</summary>
public sealed class EventReader<T> : IDisposable where T : notnull
{
    private readonly Func<T, bool>? filter;
    private readonly Action<EventReader<T>> remove;
    private readonly Channel<T> queue;
    private int missed;

    internal EventReader(Func<T, bool>? filter, int capacity, Action<EventReader<T>> remove)
    {
        this.filter = filter;
        this.remove = remove;
        queue = Channel.CreateBounded<T>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref missed));
    }

    /// <summary>Waits until there is a message.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken ct) => queue.Reader.WaitToReadAsync(ct);

    /// <summary>Takes the next message, if there is one.</summary>
    public bool TryRead(out T message) => queue.Reader.TryRead(out message!);

    /// <summary>How many messages were lost since this was last asked; more than 0 means: look at the truth again.</summary>
    public int TakeMissed() => Interlocked.Exchange(ref missed, 0);

    /// <inheritdoc />
    public void Dispose()
    {
        remove(this);
        queue.Writer.TryComplete();
    }

    internal void Offer(T message)
    {
        if (filter is null || filter(message)) queue.Writer.TryWrite(message);
    }
}
