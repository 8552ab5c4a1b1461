using System.Collections.Concurrent;

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
