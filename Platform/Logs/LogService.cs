using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Logs.Search;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Logs;

/// <summary>Some entries of a log, and whether there are more on either side.</summary>
/// <param name="Entries">In the order of their sequence.</param>
/// <param name="Start">What comes before this sequence was not looked at.</param>
/// <param name="End">What comes after this sequence was not looked at.</param>
/// <param name="HasEarlier">Whether earlier ones are kept.</param>
/// <param name="HasLater">Whether later ones are there already.</param>
public sealed record LogPage(IReadOnlyList<LogEntry> Entries, long Start, long End, bool HasEarlier, bool HasLater);

/// <summary>Which part of a log: the first so many after a sequence, or the last so many before one.</summary>
/// <param name="Limit">At most so many.</param>
/// <param name="After">Entries after this one; null: from the first.</param>
/// <param name="Before">Entries before this one; null: to the last.</param>
/// <param name="FromEnd">Whether the last ones are meant.</param>
public sealed record LogPageRequest(int Limit, long? After = null, long? Before = null, bool FromEnd = false);

/// <summary>Reads the logs of containers.</summary>
public sealed class LogService
{
    private readonly StateDatabase database;
    private readonly LogStore store;
    private readonly SearchSlots slots;
    private readonly TimeProvider clock;

    internal LogService(StateDatabase database, LogStore store, SearchSlots slots, TimeProvider clock) => (this.database, this.store, this.slots, this.clock) = (database, store, slots, clock);

    /// <summary>The entries after a sequence, history first and then live, without gap or duplicate; ends when the container is gone.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="after">The last sequence that the caller has; 0 for all that is kept; null for <paramref name="last"/>.</param>
    /// <param name="last">With no <paramref name="after"/>: begin this many entries before the end.</param>
    /// <param name="filter">What is wanted; null for all.</param>
    /// <param name="ct">Ends the stream.</param>
    /// <exception cref="PlatformException">NOT_FOUND; VALIDATION: the filter.</exception>
    public async Task<IAsyncEnumerable<LogEntry>> FollowAsync(Caller caller, string containerId, long? after, int? last, LogFilter? filter, CancellationToken ct)
    {
        await DemandViewAsync(caller, containerId, ct);
        var log = store.Get(containerId);
        var matcher = filter?.Compile();
        var oldest = log.First - 1;
        if (after is not null || last is not { } count) return store.FollowAsync(containerId, after ?? oldest, matcher, ct);
        return matcher is null
            ? store.FollowAsync(containerId, Math.Max(oldest, log.Head - count), null, ct)
            : FollowFoundAsync(containerId, log, oldest, count, matcher, ct);
    }

    /// <summary>Entries after or before a sequence that are there now.</summary>
    /// <exception cref="PlatformException">NOT_FOUND; VALIDATION: the filter.</exception>
    public async Task<LogPage> ReadAsync(Caller caller, string containerId, LogPageRequest page, LogFilter? filter, CancellationToken ct)
    {
        await DemandViewAsync(caller, containerId, ct);
        var log = store.Get(containerId);
        var (first, head) = (log.First, log.Head);
        var after = Math.Max(first - 1, page.After ?? 0);
        var upTo = Math.Min(head, (page.Before ?? long.MaxValue) - 1);
        if (filter is null)
        {
            if (page.FromEnd) after = Math.Max(after, upTo - page.Limit);
            var entries = store.Read(containerId, after, upTo, page.Limit);
            return entries.Count == 0
                ? new LogPage(entries, after + 1, after, false, false)
                : new LogPage(entries, entries[0].Sequence, entries[^1].Sequence, entries[0].Sequence > first, entries[^1].Sequence < head);
        }

        var search = new LogSearch(log, filter.Compile(), clock);
        var found = await slots.RunAsync(() => page.FromEnd ? search.Last(after, upTo, page.Limit, ct) : search.First(after, upTo, page.Limit, ct), ct);
        return new LogPage(found.Entries, found.From + 1, found.To, found.From >= first, found.To < head);
    }

    /// <summary>Refuses who may not see the container.</summary>
    internal async Task DemandViewAsync(Caller caller, string containerId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var container = await db.As(caller).Containers.SingleOrDefaultAsync(c => c.Id == containerId, ct);
        caller.Demand(Right.View, container, "container", containerId);
    }

    private async IAsyncEnumerable<LogEntry> FollowFoundAsync(
        string containerId, ContainerLog log, long oldest, int count, LogMatcher matcher, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var head = log.Head;
        var found = count == 0 ? [] : (await slots.RunAsync(() => new LogSearch(log, matcher, clock).Last(oldest, head, count, ct), ct)).Entries;
        foreach (var entry in found) yield return entry;
        await foreach (var entry in store.FollowAsync(containerId, head, matcher, ct)) yield return entry;
    }
}
