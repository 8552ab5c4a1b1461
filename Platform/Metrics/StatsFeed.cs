namespace GraphPlatform.Platform.Metrics;

/// <summary>
/// The newest samples of one container: its instances' added up, a moment for each second. Counters are not added up but what they have grown by: the sum of what counters stand at falls
/// when one of several instances starts anew or goes, and whoever takes a rate of it sees bytes that nobody moved.
/// </summary>
internal sealed class StatsFeed(string containerId)
{
    /// <summary>How many moments are kept: five minutes.</summary>
    public const int Kept = 300;

    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(700);

    private readonly Lock gate = new();
    private readonly Dictionary<string, StatsSample> instances = [];
    private Moment[] ring = [];
    private int first, count;
    private Traffic total;
    private DateTimeOffset slotSince;
    private TaskCompletionSource? changed;

    /// <summary>The latest sample; null while nothing runs.</summary>
    public ContainerStats? Latest { get; private set; }

    /// <summary>Whether the container is gone.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Ends with the next change.</summary>
    public Task Next
    {
        get
        {
            lock (gate)
            {
                if (IsOver) return Task.CompletedTask;
                return (changed ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    /// <summary>Takes an instance's sample.</summary>
    /// <returns>All instances together.</returns>
    public StatsSample Publish(string instanceId, in StatsSample sample, in Traffic traffic)
    {
        TaskCompletionSource? woken;
        StatsSample all;
        lock (gate)
        {
            instances[instanceId] = sample;
            total += traffic;
            all = Sum(sample.At);
            Latest = new ContainerStats(containerId, all);
            // Each instance has its own second; together they have one moment for it.
            if (count > 0 && (sample.At - slotSince).Duration() < SampleInterval)
            {
                ref var last = ref ring[(first + count - 1) % ring.Length];
                last = new(all, last.Traffic + traffic);
            }
            else
            {
                Add(new(all, traffic));
                slotSince = sample.At;
            }

            (woken, changed) = (changed, null);
        }

        woken?.TrySetResult();
        return all;
    }

    /// <summary>The instance has ended.</summary>
    public void Ended(string instanceId)
    {
        lock (gate)
        {
            instances.Remove(instanceId);
            if (instances.Count == 0) Latest = null;
        }
    }

    /// <summary>The container is gone: who waits is woken.</summary>
    public void End()
    {
        TaskCompletionSource? woken;
        lock (gate)
        {
            IsOver = true;
            (woken, changed) = (changed, null);
        }

        woken?.TrySetResult();
    }

    /// <summary>The last moments, the oldest first.</summary>
    public Moment[] History(int last)
    {
        lock (gate)
        {
            var moments = new Moment[Math.Min(last, count)];
            for (var i = 0; i < moments.Length; i++) moments[i] = ring[(first + count - moments.Length + i) % ring.Length];
            return moments;
        }
    }

    /// <summary>Gives back what was kept when it is older than that.</summary>
    public void Trim(DateTimeOffset now)
    {
        lock (gate)
        {
            if (count == 0 || instances.Count > 0 || now - ring[(first + count - 1) % ring.Length].Sample.At < TimeSpan.FromSeconds(Kept)) return;
            (ring, first, count) = ([], 0, 0);
        }
    }

    private void Add(in Moment moment)
    {
        if (count == ring.Length && count < Kept)
        {
            var larger = new Moment[Math.Clamp(count * 2, 16, Kept)];
            for (var i = 0; i < count; i++) larger[i] = ring[(first + i) % count];
            (ring, first) = (larger, 0);
        }

        ring[(first + count) % ring.Length] = moment;
        if (count < ring.Length) count++;
        else first = (first + 1) % ring.Length;
    }

    private StatsSample Sum(DateTimeOffset at)
    {
        var (cpu, memory, pids) = (0.0, 0L, 0);
        foreach (var s in instances.Values) (cpu, memory, pids) = (cpu + s.CpuCores, memory + s.MemoryBytes, pids + s.Pids);
        return new(at, cpu, memory, total.Received, total.Sent, total.Read, total.Written, pids);
    }
}
