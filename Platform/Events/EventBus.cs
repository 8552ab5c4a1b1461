using System.Collections.Concurrent;
using System.Threading.Channels;

namespace GraphPlatform.Platform.Events;

/// <summary>
/// Tells parts of one server what has happened, after it was committed. Messages carry ids, not objects. Each reader has a bounded queue:
/// one that falls behind loses the oldest messages and is told how many, so that it can look at the truth again.
/// </summary>
public sealed class EventBus
{
    private readonly ConcurrentDictionary<Type, Topic> topics = new();

    /// <summary>Hands <paramref name="message"/> to every reader of its type. Never waits.</summary>
    public void Publish<T>(T message) where T : notnull
    {
        if (topics.TryGetValue(typeof(T), out var topic)) ((Topic<T>)topic).Publish(message);
    }

    /// <summary>Reads messages of one type from now on, until it is disposed.</summary>
    /// <param name="filter">Which messages; null for all.</param>
    /// <param name="capacity">How many may wait.</param>
    public EventReader<T> Subscribe<T>(Func<T, bool>? filter = null, int capacity = 1024) where T : notnull
    {
        var topic = (Topic<T>)topics.GetOrAdd(typeof(T), static _ => new Topic<T>());
        var reader = new EventReader<T>(filter, capacity, topic.Remove);
        topic.Add(reader);
        return reader;
    }

    private abstract class Topic;

    private sealed class Topic<T> : Topic where T : notnull
    {
        private readonly Lock gate = new();
        private EventReader<T>[] readers = [];

        public void Publish(T message)
        {
            foreach (var reader in Volatile.Read(ref readers)) reader.Offer(message);
        }

        public void Add(EventReader<T> reader)
        {
            lock (gate) Volatile.Write(ref readers, [.. readers, reader]);
        }

        public void Remove(EventReader<T> reader)
        {
            lock (gate) Volatile.Write(ref readers, [.. readers.Where(r => r != reader)]);
        }
    }
}

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
