using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Downloads;
using GraphPlatform.Server.Authentication;
using Microsoft.Net.Http.Headers;

namespace GraphPlatform.Server.Downloads;

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
        catch (PlatformException error) when (error.Code is ErrorCode.NotFound or ErrorCode.Forbidden)
        {
            response.StatusCode = error.Code == ErrorCode.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden;
            await response.WriteAsync(error.Message, ct);
            return;
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(content.FileName);
        response.Headers.ContentDisposition = disposition.ToString();
        response.ContentType = content.MediaType;
        await content.WriteAsync(response.BodyWriter, ct);
    });
}
