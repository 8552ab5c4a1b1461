using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Transfers;
using GraphPlatform.Platform.Logs.Search;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Logs.Export;

/// <summary>Downloads of logs, of any size: a few blocks are in memory at a time.</summary>
internal sealed class LogExport(StateDatabase database, LogStore store, TimeProvider clock) : ITransfer<DownloadContent>
{
    public const string KindName = "log";

    private const int FlushAfter = 64 << 10;

    public string Kind => KindName;

    public static string Parameters(LogFormat format, LogFilter? filter) => JsonSerializer.Serialize(new LogExportParameters(format, filter), LogExportJson.Default.LogExportParameters);

    public async Task<DownloadContent> OpenAsync(Caller caller, LinkTicket ticket, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var container = await db.As(caller).Containers.SingleOrDefaultAsync(c => c.Id == ticket.SubjectId, ct);
        caller.Demand(Right.View, container, "container", ticket.SubjectId);
        var parameters = JsonSerializer.Deserialize(ticket.Parameters, LogExportJson.Default.LogExportParameters)!;
        var matcher = parameters.Filter?.Compile();
        var (ending, mediaType) = parameters.Format switch
        {
            LogFormat.Json => ("ndjson", "application/x-ndjson"),
            LogFormat.Csv => ("csv", "text/csv; charset=utf-8"),
            _ => ("log", "text/plain; charset=utf-8"),
        };
        return new DownloadContent($"{container.Name}-{clock.GetUtcNow():yyyyMMdd-HHmmss}.{ending}", mediaType, (output, ct) => WriteAsync(container.Id, parameters.Format, matcher, output, ct));
    }

    /// <summary>Writes what is kept now, the oldest first. What retention takes meanwhile is a gap.</summary>
    private async Task WriteAsync(string containerId, LogFormat format, LogMatcher? matcher, PipeWriter output, CancellationToken ct)
    {
        var log = store.Get(containerId);
        using var lines = LogWriter.Of(format, output);
        lines.Begin();
        await foreach (var entry in store.FollowAsync(containerId, log.First - 1, matcher, ct, upTo: log.Head))
        {
            if (entry.Kind == LogEntryKind.Position) continue;
            lines.Write(entry);
            if (output.UnflushedBytes > FlushAfter && (await output.FlushAsync(ct)).IsCompleted) return;
        }

        await output.FlushAsync(ct);
    }
}

/// <summary>What the link of a log's download says.</summary>
internal sealed record LogExportParameters(LogFormat Format, LogFilter? Filter);

[JsonSerializable(typeof(LogExportParameters))]
internal sealed partial class LogExportJson : JsonSerializerContext;
