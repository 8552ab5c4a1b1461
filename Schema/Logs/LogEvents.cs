using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Logs;

namespace GraphPlatform.Schema.Logs;

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
