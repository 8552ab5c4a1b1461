using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace GraphPlatform.Platform.Metrics;

/// <summary>The newest samples of every running container: one stream from the engine, however many watch. Watchers get the latest, never a backlog.</summary>
internal sealed class StatsHub
{
    private readonly ConcurrentDictionary<string, StatsFeed> feeds = new();

    /// <summary>The containers that were measured since this server started.</summary>
    public ICollection<string> Containers => feeds.Keys;

    /// <summary>Takes an instance's sample.</summary>
    /// <returns>What all instances of the container use together.</returns>
    public StatsSample Publish(string containerId, string instanceId, in StatsSample sample, in Traffic traffic = default) =>
        feeds.GetOrAdd(containerId, static id => new StatsFeed(id)).Publish(instanceId, sample, traffic);

    /// <summary>The instance has ended.</summary>
    public void Ended(string containerId, string instanceId)
    {
        if (feeds.TryGetValue(containerId, out var feed)) feed.Ended(instanceId);
    }

    /// <summary>The container is gone: its watchers end.</summary>
    public void Remove(string containerId)
    {
        if (feeds.TryRemove(containerId, out var feed)) feed.End();
    }

    /// <summary>The latest sample; null while nothing runs.</summary>
    public ContainerStats? Latest(string containerId) => feeds.TryGetValue(containerId, out var feed) ? feed.Latest : null;

    /// <summary>Samples of the last minutes, the oldest first.</summary>
    public IReadOnlyList<ContainerStats> History(string containerId, int last) => [.. Moments(containerId, last).Select(m => new ContainerStats(containerId, m.Sample))];

    /// <summary>The same with what was moved in between.</summary>
    public IReadOnlyList<Moment> Moments(string containerId, int last = StatsFeed.Kept) => feeds.TryGetValue(containerId, out var feed) ? feed.History(last) : [];

    /// <summary>Gives back what was kept of containers of which nothing has run for longer than it is kept.</summary>
    public void Trim(DateTimeOffset now)
    {
        foreach (var feed in feeds.Values) feed.Trim(now);
    }

    /// <summary>Samples from now on, until the container is gone; one that comes while the reader is busy replaces the one before.</summary>
    public async IAsyncEnumerable<ContainerStats> FollowAsync(string containerId, [EnumeratorCancellation] CancellationToken ct)
    {
        var feed = feeds.GetOrAdd(containerId, static id => new StatsFeed(id));
        ContainerStats? seen = null;
        while (true)
        {
            var next = feed.Next;
            if (feed.Latest is { } latest && latest != seen)
            {
                yield return seen = latest;
                continue;
            }

            if (feed.IsOver) yield break;
            await next.WaitAsync(ct);
        }
    }
}
