using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Transfers;
using GraphPlatform.Server.Authentication;
using Microsoft.Net.Http.Headers;

namespace GraphPlatform.Server.Transfers;

/// <summary>Where download links lead.</summary>
internal static class DownloadEndpoint
{
    public static void MapDownloads(this WebApplication app) => app.MapGet(DownloadService.PathPrefix + "{token}", async (string token, HttpContext context, DownloadService downloads) =>
    {
        var (response, ct) = (context.Response, context.RequestAborted);
        response.Headers.CacheControl = "no-store";
        DownloadContent content;
        try
        {
            content = await downloads.OpenAsync(Callers.Of(context), token, ct);
        }
        catch (PlatformException error)
        {
            response.StatusCode = TransferStatus.Of(error.Code);
            await response.WriteAsync(error.Message, ct);
            return;
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(content.FileName);
        response.Headers.ContentDisposition = disposition.ToString();
        response.ContentType = content.MediaType;
        response.ContentLength = content.Length;
        await content.WriteAsync(response.BodyWriter, ct);
    });
}
