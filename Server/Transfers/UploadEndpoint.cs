using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Transfers;
using GraphPlatform.Server.Authentication;
using Microsoft.AspNetCore.Http.Features;

namespace GraphPlatform.Server.Transfers;

/// <summary>Where upload links lead: a PUT with the bytes as they are.</summary>
internal static class UploadEndpoint
{
    public static void MapUploads(this WebApplication app) => app.MapPut(UploadService.PathPrefix + "{token}", async (string token, HttpContext context, UploadService uploads) =>
    {
        var (request, response, ct) = (context.Request, context.Response, context.RequestAborted);
        try
        {
            var target = await uploads.OpenAsync(Callers.Of(context), token, ct);
            if (request.ContentLength > target.MaxBytes) throw new BadHttpRequestException($"An upload has at most {target.MaxBytes} bytes.", StatusCodes.Status413PayloadTooLarge);
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = request.ContentLength is null ? Math.Min(target.MaxBytes, target.Room) : target.MaxBytes;
            await target.TakeAsync(request.Body, request.ContentLength, ct);
            response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (PlatformException error)
        {
            await TransferStatus.RefuseAsync(response, error, ct);
        }
        catch (BadHttpRequestException error)
        {
            // It was too long, or broke off: whoever sent it is mostly gone.
            response.StatusCode = error.StatusCode;
            await response.WriteAsync(error.Message, ct);
        }
    });
}
