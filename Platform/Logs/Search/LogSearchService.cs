using System.Runtime.CompilerServices;
using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Logs.Search;

/// <summary>Searches whole logs: the newest lines that fit come at once, then how many there are in all, with the progress.</summary>
public sealed class LogSearchService
{
    private static readonly TimeSpan ProgressTime = TimeSpan.FromMilliseconds(100);

    // Searches leave room for what containers write meanwhile.
    private static readonly int Degree = Math.Max(1, Environment.ProcessorCount / 2);

    private readonly LogService logs;
    private readonly LogStore store;
    private readonly SearchSlots slots;
    private readonly TimeProvider clock;

    internal LogSearchService(LogService logs, LogStore store, SearchSlots slots, TimeProvider clock) => (this.logs, this.store, this.slots, this.clock) = (logs, store, slots, clock);

    /// <summary>Looks at every line that is kept now. More than two searches at a time wait for each other.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="filter">What is wanted.</param>
    /// <param name="last">How many lines to tell, the newest first; the others are counted.</param>
    /// <param name="ct">Ends the search.</param>
    /// <exception cref="PlatformException">NOT_FOUND; VALIDATION: the filter.</exception>
    public async Task<IAsyncEnumerable<LogSearchEvent>> SearchAsync(Caller caller, string containerId, LogFilter filter, int last, CancellationToken ct)
    {
        await logs.DemandViewAsync(caller, containerId, ct);
        var log = store.Get(containerId);
        return RunAsync(log, new LogSearch(log, filter.Compile(), clock), last, ct);
    }

    private async IAsyncEnumerable<LogSearchEvent> RunAsync(ContainerLog log, LogSearch search, int last, [EnumeratorCancellation] CancellationToken ct)
    {
        var head = log.Head;
        var total = head - log.First + 1;
        var parts = search.Parts(0, head).Reverse().ToList();
        var tally = new Tally();
        var (told, next) = (0, 0);
        for (var since = clock.GetTimestamp(); told < last && next < parts.Count; next++)
        {
            var part = parts[next];
            var (entries, scanned) = await slots.RunAsync(() => search.Newest(part, 0, head, last - told, ct), ct);
            tally.Add(scanned);
            foreach (var entry in entries.Reverse()) yield return new LogSearchEvent(entry, null);
            told += entries.Count;
            if (clock.GetElapsedTime(since) < ProgressTime) continue;
            yield return new LogSearchEvent(null, tally.Progress(total));
            since = clock.GetTimestamp();
        }

        await foreach (var progress in CountAsync(search, [.. parts.Skip(next)], head, tally, total, ct)) yield return new LogSearchEvent(null, progress);
    }

    private async IAsyncEnumerable<LogSearchProgress> CountAsync(
        LogSearch search, List<LogSegmentPart> parts, long head, Tally tally, long total, [EnumeratorCancellation] CancellationToken ct)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var counting = slots.RunAsync(async () =>
        {
            await Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = Degree, CancellationToken = stopping.Token }, (part, ct) =>
            {
                tally.Add(search.Count(part, head, ct));
                return ValueTask.CompletedTask;
            });
            return parts.Count;
        }, stopping.Token);
        try
        {
            while (await Task.WhenAny(counting, Task.Delay(ProgressTime, clock, stopping.Token)) != counting) yield return tally.Progress(total);
            await counting;
        }
        finally
        {
            await stopping.CancelAsync();
            await ((Task)counting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // What the filter's time rules out was not looked at, and is done too.
        yield return new LogSearchProgress(tally.Progress(total).Matches, total, total, IsComplete: true);
    }

    private sealed class Tally
    {
        private long lines;
        private long matches;

        public void Add(Scanned scanned)
        {
            Interlocked.Add(ref lines, scanned.Lines);
            Interlocked.Add(ref matches, scanned.Matches);
        }

        public LogSearchProgress Progress(long total) => new(Interlocked.Read(ref matches), Interlocked.Read(ref lines), total, IsComplete: false);
    }
}
