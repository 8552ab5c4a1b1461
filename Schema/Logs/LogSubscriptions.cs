using System.Runtime.CompilerServices;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Logs;

namespace GraphPlatform.Schema.Logs;

/// <summary>Logs as they are written.</summary>
[SubscriptionType]
public static class LogSubscriptions
{
    /// <summary>The log of a container: what is kept, then what is written from now on, without gap or duplicate. A lost stretch is a LogGap.</summary>
    /// <param name="id">The container.</param>
    /// <param name="after">Goes on after this place; what a client had when its connection broke.</param>
    /// <param name="last">Without a place: begins this many lines before the end. Without either: at the oldest line that is kept.</param>
    public static async Task<IAsyncEnumerable<ILogEvent>> ContainerLogsAsync(
        [ID] string id, Caller caller, LogService logs, CancellationToken ct, [Scalar("Cursor")] string? after = null, int? last = null)
    {
        if (last < 0) throw new PlatformException(ErrorCode.Validation, "last is 0 or more.", "last");
        return EventsAsync(await logs.FollowAsync(caller, id, LogEvents.Sequence(after, "after"), last, ct), ct);
    }

    private static async IAsyncEnumerable<ILogEvent> EventsAsync(IAsyncEnumerable<LogEntry> entries, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var entry in entries.WithCancellation(ct)) yield return LogEvents.Of(entry);
        yield return new StreamEnd("The container was deleted.");
    }
}
