using System.Globalization;
using System.Text;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Logs;

namespace GraphPlatform.Schema.Logs;

/// <summary>Between the platform's log entries and the API's events.</summary>
internal static class LogEvents
{
    private const int DefaultSize = 100;

    public static ILogEvent Of(in LogEntry entry) => entry.Kind switch
    {
        LogEntryKind.Gap => Gap(entry),
        LogEntryKind.Position => new LogPosition(Cursor(entry.Sequence)),
        _ => Line(entry),
    };

    public static ILogSearchEvent Found(in LogEntry entry) => entry.Kind == LogEntryKind.Gap ? Gap(entry) : Line(entry);

    public static async Task<Connection<ILogEvent>> ConnectAsync(
        Container container, PageArguments page, LogFilterInput? where, Caller caller, LogService logs, CancellationToken ct)
    {
        var request = new LogPageRequest(
            page.First ?? page.Last ?? DefaultSize, Sequence(page.After, "after"), Sequence(page.Before, "before"), FromEnd: page.Last is not null);
        var found = await logs.ReadAsync(caller, container.Id, request, where?.Filter(), ct);
        return new(
            [.. found.Entries.Select(e => new Edge<ILogEvent>(Of(e), Cursor(e.Sequence)))],
            new PageInfo(found.HasLater, found.HasEarlier, Cursor(found.Start), Cursor(found.End)));
    }

    public static long? Sequence(string? cursor, string argument)
    {
        if (cursor is null) return null;
        return long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : throw new PlatformException(ErrorCode.Validation, "This is no cursor of a log. Pass one that the log gave.", argument);
    }

    private static LogGap Gap(in LogEntry entry) =>
        new(Cursor(entry.Sequence - (entry.Missing ?? 1)), Cursor(entry.Sequence), entry.Missing, Encoding.UTF8.GetString(entry.Text.Span));

    private static LogLine Line(in LogEntry entry) => new(
        Cursor(entry.Sequence),
        entry.Sequence,
        DateTimeOffset.UnixEpoch.AddTicks(entry.Time / 100),
        entry.Kind == LogEntryKind.Stderr ? LogStream.Stderr : LogStream.Stdout,
        entry.Level,
        entry.Text,
        entry.InstanceId,
        entry.Deployment);

    private static string Cursor(long sequence) => Math.Max(0, sequence).ToString(CultureInfo.InvariantCulture);
}
