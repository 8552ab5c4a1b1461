using System.Runtime.CompilerServices;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Logs;
using GraphPlatform.Platform.Logs.Search;

namespace GraphPlatform.Schema.Logs;

/// <summary>Logs as they are written.</summary>
[SubscriptionType]
public static class LogSubscriptions
{
    private const int MostFound = 1000;

    /// <summary>The log of a container: what is kept, then what is written from now on, without gap or duplicate. A lost stretch is a LogGap.</summary>
    /// <param name="id">The container.</param>
    /// <param name="after">Goes on after this place; what a client had when its connection broke.</param>
    /// <param name="last">Without a place: begins this many lines that fit before the end. Without either: at the oldest line that is kept.</param>
    /// <param name="where">Which lines are wanted; all where nothing is said. While none fits, a LogPosition tells now and then how far it is.</param>
    public static async Task<IAsyncEnumerable<ILogEvent>> ContainerLogsAsync(
        [ID] string id, Caller caller, LogService logs, CancellationToken ct, [Scalar("Cursor")] string? after = null, int? last = null, LogFilterInput? where = null)
    {
        if (last < 0) throw new PlatformException(ErrorCode.Validation, "last is 0 or more.", "last");
        if (where is not null && last > MostFound) throw new PlatformException(ErrorCode.Validation, $"With a filter, last is at most {MostFound}.", "last");
        return EventsAsync(await logs.FollowAsync(caller, id, LogEvents.Sequence(after, "after"), last, where?.Filter(), ct), ct);
    }

    /// <summary>Searches the whole log of a container: the newest lines that fit at once, then the progress until all that fit are counted. Earlier lines: the container's logs, before the last that this told.</summary>
    /// <param name="id">The container.</param>
    /// <param name="where">Which lines are wanted.</param>
    /// <param name="last">How many lines to tell, the newest first; at most 1000.</param>
    public static async Task<IAsyncEnumerable<ILogSearchEvent>> LogSearchAsync(
        [ID] string id, LogFilterInput where, Caller caller, LogSearchService searches, CancellationToken ct, int last = 100)
    {
        if (last is < 0 or > MostFound) throw new PlatformException(ErrorCode.Validation, $"last is 0 to {MostFound}.", "last");
        return FoundAsync(await searches.SearchAsync(caller, id, where.Filter(), last, ct), ct);
    }

    private static async IAsyncEnumerable<ILogEvent> EventsAsync(IAsyncEnumerable<LogEntry> entries, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var entry in entries.WithCancellation(ct)) yield return LogEvents.Of(entry);
        yield return new StreamEnd("The container was deleted.");
    }

    private static async IAsyncEnumerable<ILogSearchEvent> FoundAsync(IAsyncEnumerable<LogSearchEvent> events, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var told in events.WithCancellation(ct))
            yield return told.Entry is { } entry
                ? LogEvents.Found(entry)
                : new LogSearchProgress(told.Progress!.Matches, told.Progress.SearchedLines, told.Progress.TotalLines, told.Progress.IsComplete);
    }
}
