using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Logs.Search;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Logs;

/// <summary>The logs of all containers: a folder each, in a store of their own, so that they never wait behind the state database's writer.</summary>
internal sealed class LogStore(DataFolder data, IOptions<LogOptions> options, TimeProvider clock) : IDisposable
{
    // A reader whose filter lets nothing through is told how far it is after so much, so that it need not look at all of that again.
    private const int SilentLines = 10_000;
    private static readonly TimeSpan SilentTime = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Lazy<ContainerLog>> logs = new();

    /// <summary>The log of a container.</summary>
    /// <exception cref="IOException">It cannot be opened just now; the next call tries again.</exception>
    public ContainerLog Get(string containerId)
    {
        var opened = logs.GetOrAdd(
            containerId, id => new Lazy<ContainerLog>(() => new ContainerLog(data.Folder(Path.Combine("logs", id)), options.Value, clock)));
        try
        {
            return opened.Value;
        }
        catch
        {
            logs.TryRemove(KeyValuePair.Create(containerId, opened));
            throw;
        }
    }

    /// <summary>The containers that have a log.</summary>
    public IEnumerable<string> ContainerIds => Directory.EnumerateDirectories(data.Folder("logs")).Select(path => Path.GetFileName(path));

    /// <summary>
    /// The entries after a sequence, history first and then as they are committed, without gap or duplicate. What retention took is a gap.
    /// Ends when the container is gone.
    /// </summary>
    /// <param name="containerId">The container.</param>
    /// <param name="after">The sequence.</param>
    /// <param name="matcher">What is wanted; null for all. While nothing fits, a position is told now and then.</param>
    /// <param name="ct">Ends the stream.</param>
    /// <param name="upTo">It ends after this sequence.</param>
    public async IAsyncEnumerable<LogEntry> FollowAsync(
        string containerId, long after, LogMatcher? matcher, [EnumeratorCancellation] CancellationToken ct, long upTo = long.MaxValue)
    {
        var log = Get(containerId);
        var (told, toldAt) = (after, clock.GetTimestamp());
        while (after < upTo && !ct.IsCancellationRequested)
        {
            var first = log.First;
            if (first > after + 1)
            {
                yield return Retained(first - 1, first - 1 - after);
                after = told = first - 1;
            }

            var blocks = log.Read(after);
            foreach (var block in blocks)
            {
                foreach (var entry in block.Entries(after))
                {
                    if (entry.Sequence > upTo) yield break;
                    if (matcher?.Fits(entry) == false) continue;
                    yield return entry;
                    (told, toldAt) = (entry.Sequence, clock.GetTimestamp());
                }

                after = block.LastSequence;
            }

            if (matcher is not null && (after - told >= SilentLines || (after > told && clock.GetElapsedTime(toldAt) >= SilentTime)))
            {
                yield return new LogEntry(after, 0, LogEntryKind.Position, null, default, null, "", 0);
                (told, toldAt) = (after, clock.GetTimestamp());
            }

            if (log.EndReason is not null && (blocks.Count == 0 || log.Head <= after)) yield break;
            if (log.Head > after || after >= upTo) continue;
            await log.WaitAsync(after, ct);
        }
    }

    /// <summary>Entries after a sequence that are there now, at most <paramref name="limit"/>.</summary>
    public List<LogEntry> Read(string containerId, long after, long upTo, int limit)
    {
        var log = Get(containerId);
        var found = new List<LogEntry>(Math.Min(limit, 256));
        after = Math.Max(after, log.First - 1);
        while (found.Count < limit && after < upTo && log.Read(after) is { Count: > 0 } blocks)
        {
            foreach (var block in blocks)
            {
                found.AddRange(block.Entries(after).Where(e => e.Sequence <= upTo).Take(limit - found.Count));
                after = block.LastSequence;
            }
        }

        return found;
    }

    /// <summary>Removes a container's log for good.</summary>
    public void Delete(string containerId)
    {
        Get(containerId).End("The container was deleted.");
        logs.TryRemove(containerId, out _);
        Directory.Delete(data.Folder(Path.Combine("logs", containerId)), recursive: true);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var log in logs.Values.Where(l => l.IsValueCreated)) log.Value.Dispose();
    }

    /// <summary>Stands where retention took lines.</summary>
    private static LogEntry Retained(long sequence, long missing) =>
        new(sequence, 0, LogEntryKind.Gap, null, "Older lines were removed: the log's limits of age or size were reached."u8.ToArray(), missing, "", 0);
}
