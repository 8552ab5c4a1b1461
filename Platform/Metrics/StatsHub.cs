using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace GraphPlatform.Platform.Metrics;

/// <summary>The newest samples of every running container: one stream from the engine, however many watch. Watchers get the latest, never a backlog.</summary>
internal sealed class StatsHub
{
    private const int HistorySamples = 300;
    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(700);

    private readonly ConcurrentDictionary<string, Feed> feeds = new();

    /// <summary>Takes an instance's sample.</summary>
    public void Publish(string containerId, string instanceId, StatsSample sample) =>
        feeds.GetOrAdd(containerId, static id => new Feed(id)).Publish(instanceId, sample);

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
    public IReadOnlyList<ContainerStats> History(string containerId, int last) =>
        feeds.TryGetValue(containerId, out var feed) ? feed.History(last) : [];

    /// <summary>Samples from now on, until the container is gone; one that comes while the reader is busy replaces the one before.</summary>
    public async IAsyncEnumerable<ContainerStats> FollowAsync(string containerId, [EnumeratorCancellation] CancellationToken ct)
    {
        var feed = feeds.GetOrAdd(containerId, static id => new Feed(id));
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

    private sealed class Feed(string containerId)
    {
        private readonly Lock gate = new();
        private readonly Dictionary<string, StatsSample> instances = [];
        private readonly List<ContainerStats> history = [];
        private DateTimeOffset slotSince;
        private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ContainerStats? Latest { get; private set; }

        public bool IsOver { get; private set; }

        public Task Next => Volatile.Read(ref changed).Task;

        public void Publish(string instanceId, StatsSample sample)
        {
            TaskCompletionSource woken;
            lock (gate)
            {
                instances[instanceId] = sample;
                Latest = new ContainerStats(containerId, instances.Count == 1 ? sample : Sum(sample.At));
                // Each instance has its own second; together they have one sample for it.
                if (history.Count > 0 && sample.At - slotSince < SampleInterval)
                {
                    history[^1] = Latest;
                }
                else
                {
                    history.Add(Latest);
                    slotSince = sample.At;
                }

                if (history.Count > HistorySamples) history.RemoveAt(0);
                woken = Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            woken.TrySetResult();
        }

        public void Ended(string instanceId)
        {
            lock (gate)
            {
                instances.Remove(instanceId);
                if (instances.Count == 0) Latest = null;
            }
        }

        public void End()
        {
            IsOver = true;
            Volatile.Read(ref changed).TrySetResult();
        }

        public IReadOnlyList<ContainerStats> History(int last)
        {
            lock (gate) return [.. history.Skip(Math.Max(0, history.Count - last))];
        }

        private StatsSample Sum(DateTimeOffset at) => instances.Values.Aggregate(new StatsSample { At = at }, static (sum, s) => new StatsSample(
            sum.At,
            sum.CpuCores + s.CpuCores,
            sum.MemoryBytes + s.MemoryBytes,
            sum.NetworkRxBytes + s.NetworkRxBytes,
            sum.NetworkTxBytes + s.NetworkTxBytes,
            sum.BlockReadBytes + s.BlockReadBytes,
            sum.BlockWriteBytes + s.BlockWriteBytes,
            sum.Pids + s.Pids));
    }
}
