using System.Globalization;
using System.Text;
using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Metrics;

/// <summary>Writes metrics as CSV (RFC 4180): a line for each point, as far as one row is ready.</summary>
public sealed class MetricExport(MetricService metrics)
{
    private const int FlushAfter = 64 * 1024;

    private static readonly MetricKind[] Kinds = Enum.GetValues<MetricKind>();

    /// <summary>The name of the file.</summary>
    public static string FileName(string container, MetricRange range) =>
        string.Create(CultureInfo.InvariantCulture, $"{container}-metrics-{range.From:yyyyMMdd'T'HHmmss'Z'}-{range.To:yyyyMMdd'T'HHmmss'Z'}.csv");

    /// <summary>Writes all metrics of a container in a time. Where nothing ran there is no line.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="range">The time.</param>
    /// <param name="to">Where.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlatformException">NOT_FOUND.</exception>
    public async Task WriteAsync(Caller caller, string containerId, MetricRange range, Stream to, CancellationToken ct)
    {
        var found = await metrics.SeriesAsync(caller, [containerId], range, ct);
        if (!found.TryGetValue(containerId, out var series)) throw PlatformException.NotFound("container", containerId);
        var text = new StringBuilder("at");
        foreach (var kind in Kinds) text.Append(',').Append(Column(kind)).Append("_average,").Append(Column(kind)).Append("_max");
        text.Append("\r\n");
        foreach (var point in series.Points)
        {
            text.Append(point.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            foreach (var kind in Kinds)
            {
                var value = point.Of(kind);
                text.Append(CultureInfo.InvariantCulture, $",{value.Average},{value.Max}");
            }

            text.Append("\r\n");
            if (text.Length >= FlushAfter) await FlushAsync();
        }

        await FlushAsync();

        async Task FlushAsync()
        {
            await to.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), ct);
            text.Clear();
        }
    }

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
