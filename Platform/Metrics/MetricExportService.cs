using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Transfers;

namespace GraphPlatform.Platform.Metrics;

/// <summary>Makes links that metrics are downloaded by.</summary>
public sealed class MetricExportService
{
    private readonly DownloadService downloads;
    private readonly MetricService metrics;

    internal MetricExportService(DownloadService downloads, MetricService metrics) => (this.downloads, this.metrics) = (downloads, metrics);

    /// <summary>A link to a container's metrics of a time.</summary>
    /// <exception cref="PlatformException">NOT_FOUND; VALIDATION: the time, see <see cref="MetricRange.Plan"/>.</exception>
    public Task<SignedLink> LinkAsync(Caller caller, string containerId, DateTimeOffset from, DateTimeOffset to, TimeSpan? step, CancellationToken ct) =>
        downloads.LinkAsync(caller, MetricExport.KindName, containerId, MetricExport.Parameters(metrics.Plan(caller, from, to, step)), ct);
}
