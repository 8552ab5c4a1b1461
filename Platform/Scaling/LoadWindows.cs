using System.Collections.Concurrent;
using GraphPlatform.Platform.Metrics;

namespace GraphPlatform.Platform.Scaling;

/// <summary>What a container's instances used together in one minute.</summary>
/// <param name="Start">When the minute began.</param>
/// <param name="CpuCores">Cores in use, on the average.</param>
/// <param name="MemoryBytes">Memory in use, on the average.</param>
public readonly record struct LoadMinute(DateTimeOffset Start, double CpuCores, long MemoryBytes);

/// <summary>
/// The last minutes of each running container, which scaling decides by. In memory: after a restart, and after each decision, they begin anew, so
/// that nothing is decided twice by the same minutes.
/// </summary>
public sealed class LoadWindows(TimeProvider clock)
{
    private const int Minutes = 10;

    private readonly ConcurrentDictionary<string, Window> windows = new();

    /// <summary>The containers that have any.</summary>
    public ICollection<string> Containers => windows.Keys;

    /// <summary>Takes a sample of all instances of a container together.</summary>
    public void Note(string containerId, in StatsSample sample) => windows.GetOrAdd(containerId, static _ => new Window()).Add(clock.GetUtcNow(), sample);

    /// <summary>The last complete minutes without a gap, the oldest first; at most ten.</summary>
    public IReadOnlyList<LoadMinute> Of(string containerId) => windows.TryGetValue(containerId, out var window) ? window.Complete(clock.GetUtcNow()) : [];

    /// <summary>Begins anew.</summary>
    public void Forget(string containerId) => windows.TryRemove(containerId, out _);

    private sealed class Window
    {
        private readonly Queue<LoadMinute> complete = new();
        private DateTimeOffset start;
        private double cpu;
        private double memory;
        private int count;

        public void Add(DateTimeOffset now, in StatsSample sample)
        {
            lock (complete)
            {
                Close(now);
                if (count == 0) start = now;
                cpu += sample.CpuCores;
                memory += sample.MemoryBytes;
                count++;
            }
        }

        public IReadOnlyList<LoadMinute> Complete(DateTimeOffset now)
        {
            lock (complete)
            {
                Close(now);
                return [.. complete];
            }
        }

        private void Close(DateTimeOffset now)
        {
            if (count == 0 || now - start < TimeSpan.FromMinutes(1)) return;
            // While it was frozen or stopped there were no samples, and what was before says nothing of now.
            if (now - start > TimeSpan.FromMinutes(2)) complete.Clear();
            else complete.Enqueue(new(start, cpu / count, (long)(memory / count)));
            while (complete.Count > Minutes) complete.Dequeue();
            (cpu, memory, count) = (0, 0, 0);
        }
    }
}
