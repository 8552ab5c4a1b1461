using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Logs;

/// <summary>Some entries of a log, and whether there are more on either side.</summary>
/// <param name="Entries">In the order of their sequence.</param>
/// <param name="HasEarlier">Whether earlier ones are kept.</param>
/// <param name="HasLater">Whether later ones are there already.</param>
public sealed record LogPage(IReadOnlyList<LogEntry> Entries, bool HasEarlier, bool HasLater);

/// <summary>Reads the logs of containers.</summary>
public sealed class LogService
{
    private readonly StateDatabase database;
    private readonly LogStore store;

    internal LogService(StateDatabase database, LogStore store)
    {
        this.database = database;
        this.store = store;
    }

    /// <summary>The entries after a sequence, history first and then live, without gap or duplicate; ends when the container is gone.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="after">The last sequence that the caller has; 0 for all that is kept; null for <paramref name="last"/>.</param>
    /// <param name="last">With no <paramref name="after"/>: begin this many entries before the end.</param>
    /// <param name="ct">Ends the stream.</param>
    public async Task<IAsyncEnumerable<LogEntry>> FollowAsync(Caller caller, string containerId, long? after, int? last, CancellationToken ct)
    {
        await DemandViewAsync(caller, containerId, ct);
        var log = store.Get(containerId);
        var start = after ?? (last is { } count ? Math.Max(log.First - 1, log.Head - count) : log.First - 1);
        return store.FollowAsync(containerId, start, ct);
    }

    /// <summary>Entries after or before a sequence that are there now.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="after">Entries after this one; null: from the first.</param>
    /// <param name="before">Entries before this one; null: to the last.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="fromEnd">Which end to begin at when there are more.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<LogPage> ReadAsync(Caller caller, string containerId, long? after, long? before, int limit, bool fromEnd, CancellationToken ct)
    {
        await DemandViewAsync(caller, containerId, ct);
        var log = store.Get(containerId);
        var (first, head) = (log.First, log.Head);
        var from = Math.Max(first - 1, after ?? 0);
        var upTo = Math.Min(head, (before ?? long.MaxValue) - 1);
        if (fromEnd) from = Math.Max(from, upTo - limit);
        var entries = store.Read(containerId, from, upTo, limit);
        return entries.Count == 0
            ? new LogPage(entries, false, false)
            : new LogPage(entries, entries[0].Sequence > first, entries[^1].Sequence < head);
    }

    private async Task DemandViewAsync(Caller caller, string containerId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var container = await db.As(caller).Containers.SingleOrDefaultAsync(c => c.Id == containerId, ct);
        caller.Demand(Right.View, container, "container", containerId);
    }
}
