using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Transfers;
using GraphPlatform.Server.Authentication;
using Microsoft.Net.Http.Headers;

namespace GraphPlatform.Server.Transfers;

/// <summary>Where download links lead.</summary>
internal static partial class DownloadEndpoint
{
    public static void MapDownloads(this WebApplication app) => app.MapGet(
        DownloadService.PathPrefix + "{token}", async (string token, HttpContext context, DownloadService downloads, ILogger<DownloadService> logger) =>
    {
        var (response, ct) = (context.Response, context.RequestAborted);
        response.Headers.CacheControl = "no-store";
        try
        {
            var content = await downloads.OpenAsync(Callers.Of(context), token, ct);
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(content.FileName);
            response.Headers.ContentDisposition = disposition.ToString();
            response.ContentType = content.MediaType;
            response.ContentLength = content.Length;
            await content.WriteAsync(response.BodyWriter, ct);
        }
        catch (PlatformException error) when (!response.HasStarted)
        {
            response.Clear();
            await TransferStatus.RefuseAsync(response, error, ct);
        }
        catch (PlatformException error)
        {
            // There is a part of it on the other side, which must not be taken for all.
            BrokeOff(logger, error.Message);
            context.Abort();
        }
    });

    [LoggerMessage(LogLevel.Warning, "A download was broken off: {Reason}")]
    private static partial void BrokeOff(ILogger logger, string reason);
}
