using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Transfers;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Metrics;

/// <summary>Downloads of metrics as CSV (RFC 4180): a line for each point, and none where nothing ran.</summary>
internal sealed class MetricExport(StateDatabase database, MetricService metrics) : ITransfer<DownloadContent>
{
    public const string KindName = "metrics";

    private const int FlushAfter = 16 * 1024;

    private static readonly MetricKind[] Kinds = Enum.GetValues<MetricKind>();

    public string Kind => KindName;

    public static string Parameters(MetricRange range) => JsonSerializer.Serialize(range, MetricExportJson.Default.MetricRange);

    public async Task<DownloadContent> OpenAsync(Caller caller, LinkTicket ticket, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var container = await db.As(caller).Containers.SingleOrDefaultAsync(c => c.Id == ticket.SubjectId, ct);
        caller.Demand(Right.View, container, "container", ticket.SubjectId);
        var range = JsonSerializer.Deserialize(ticket.Parameters, MetricExportJson.Default.MetricRange)!;
        var name = string.Create(CultureInfo.InvariantCulture, $"{container.Name}-metrics-{range.From.UtcDateTime:yyyyMMdd-HHmmss}-{range.To.UtcDateTime:yyyyMMdd-HHmmss}.csv");
        return new DownloadContent(name, "text/csv; charset=utf-8", (output, ct) => WriteAsync(caller, container.Id, range, output, ct));
    }

    private async Task WriteAsync(Caller caller, string containerId, MetricRange range, PipeWriter output, CancellationToken ct)
    {
        var found = await metrics.SeriesAsync(caller, [containerId], range, ct);
        Write(output, $"at,{string.Join(',', Kinds.Select(k => $"{Column(k)}_average,{Column(k)}_max"))}");
        foreach (var point in found.GetValueOrDefault(containerId, MetricSeries.Empty).Points)
        {
            var values = Kinds.Select(point.Of).Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Average},{v.Max}"));
            Write(output, $"{point.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)},{string.Join(',', values)}");
            if (output.UnflushedBytes > FlushAfter && (await output.FlushAsync(ct)).IsCompleted) return;
        }

        await output.FlushAsync(ct);
    }

    private static void Write(PipeWriter output, string line) => Encoding.UTF8.GetBytes(line + "\r\n", output);

    private static string Column(MetricKind kind) => kind switch
    {
        MetricKind.Cpu => "cpu_cores",
        MetricKind.Memory => "memory_bytes",
        MetricKind.NetworkReceived => "network_received_bytes_per_second",
        MetricKind.NetworkSent => "network_sent_bytes_per_second",
        MetricKind.BlockRead => "block_read_bytes_per_second",
        MetricKind.BlockWritten => "block_written_bytes_per_second",
        _ => "pids",
    };
}

[JsonSerializable(typeof(MetricRange))]
internal sealed partial class MetricExportJson : JsonSerializerContext;
