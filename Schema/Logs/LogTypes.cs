using System.Runtime.CompilerServices;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Logs;

namespace GraphPlatform.Schema.Logs;

/// <summary>What a log's stream says.</summary>
[UnionType("LogEvent")]
public interface ILogEvent;

/// <summary>A line.</summary>
/// <param name="Cursor">Its place: <c>after</c> this goes on with the next.</param>
/// <param name="Sequence">1, 2, 3… within the container; never renumbered.</param>
/// <param name="At">When it was written, by the worker's clock.</param>
/// <param name="Stream">Where it was written to.</param>
/// <param name="Text">The line without its newline. Bytes that are no UTF-8 are replaced by U+FFFD.</param>
/// <param name="Instance">The id of the instance that wrote it.</param>
/// <param name="Deployment">The number of the deployment that wrote it.</param>
[ObjectType]
public sealed record LogLine(
    [property: Scalar("Cursor")] string Cursor,
    long Sequence,
    DateTimeOffset At,
    LogStream Stream,
    [property: Utf8String] ReadOnlyMemory<byte> Text,
    [property: ID] string Instance,
    int Deployment) : ILogEvent;

/// <summary>Lines are missing here.</summary>
/// <param name="From">The place before the first that is missing.</param>
/// <param name="To">The place after which it goes on.</param>
/// <param name="Count">How many are missing, where that is known.</param>
/// <param name="Reason">Why, in a sentence.</param>
[ObjectType]
public sealed record LogGap([property: Scalar("Cursor")] string From, [property: Scalar("Cursor")] string To, long? Count, string Reason) : ILogEvent;

/// <summary>Nothing more will come.</summary>
/// <param name="Reason">Why, in a sentence.</param>
[ObjectType]
public sealed record StreamEnd(string Reason) : ILogEvent;

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

/// <summary>Between the platform's log entries and the API's events.</summary>
internal static class LogEvents
{
    private const int DefaultSize = 100;

    public static ILogEvent Of(LogEntry entry) => entry.Kind == LogEntryKind.Gap
        ? new LogGap(Cursor(entry.Sequence - (entry.Missing ?? 1)), Cursor(entry.Sequence), entry.Missing, System.Text.Encoding.UTF8.GetString(entry.Text.Span))
        : new LogLine(
            Cursor(entry.Sequence),
            entry.Sequence,
            DateTimeOffset.UnixEpoch.AddTicks(entry.Time / 100),
            entry.Kind == LogEntryKind.Stderr ? LogStream.Stderr : LogStream.Stdout,
            entry.Text,
            entry.InstanceId,
            entry.Deployment);

    public static async Task<Connection<ILogEvent>> ConnectAsync(Container container, PageArguments page, Caller caller, LogService logs, CancellationToken ct)
    {
        var found = await logs.ReadAsync(
            caller, container.Id, Sequence(page.After, "after"), Sequence(page.Before, "before"), page.First ?? page.Last ?? DefaultSize, page.Last is not null, ct);
        return new([.. found.Entries.Select(e => new Edge<ILogEvent>(Of(e), Cursor(e.Sequence)))], found.HasLater, found.HasEarlier);
    }

    public static long? Sequence(string? cursor, string argument)
    {
        if (cursor is null) return null;
        return long.TryParse(cursor, System.Globalization.NumberStyles.None, null, out var sequence)
            ? sequence
            : throw new PlatformException(ErrorCode.Validation, "This is no cursor of a log. Pass one that the log gave.", argument);
    }

    private static string Cursor(long sequence) => Math.Max(0, sequence).ToString();
}
