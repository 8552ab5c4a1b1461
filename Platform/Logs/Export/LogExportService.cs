using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Transfers;
using GraphPlatform.Platform.Logs.Search;

namespace GraphPlatform.Platform.Logs.Export;

/// <summary>Makes links that logs are downloaded by.</summary>
public sealed class LogExportService
{
    private readonly DownloadService downloads;

    internal LogExportService(DownloadService downloads) => this.downloads = downloads;

    /// <summary>A link to a container's log as it will be when the link is followed.</summary>
    /// <exception cref="PlatformException">NOT_FOUND; VALIDATION: the filter.</exception>
    public Task<SignedLink> LinkAsync(Caller caller, string containerId, LogFormat format, LogFilter? filter, CancellationToken ct) =>
        downloads.LinkAsync(caller, LogExport.KindName, containerId, LogExport.Parameters(format, filter), ct);
}
