using GraphPlatform.GraphQL.Execution;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace GraphPlatform.GraphQL.Http;

/// <summary>A response in several parts, for <c>@defer</c> and <c>@stream</c>: https://github.com/graphql/graphql-over-http/blob/main/rfcs/IncrementalDelivery.md</summary>
internal static class MultipartResponse
{
    /// <summary>The media type.</summary>
    public const string MediaType = "multipart/mixed";

    /// <summary>
    /// Whether the client takes parts in the current format. One that names the format of 2022 (<c>deferSpec</c>) does not: it gets one response with everything in it.
    /// </summary>
    public static bool IsWanted(StringValues accept)
    {
        if (accept.Count == 0 || accept == MediaTypes.Json || accept == MediaTypes.Response || accept == "*/*") return false;
        return MediaTypeHeaderValue.TryParseList(accept, out var types) && types.Any(Is);
    }

    /// <summary>Writes each result as a part, and sends it at once.</summary>
    public static async Task WriteAsync(HttpContext context, GraphQLResponseStream results, TimeSpan sendTimeout)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "multipart/mixed; boundary=\"-\"";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await foreach (var result in results.WithCancellation(context.RequestAborted))
        {
            using (result)
            {
                Write(response, "\r\n---\r\nContent-Type: application/json; charset=utf-8\r\n\r\n"u8);
                Write(response, result.Utf8Json.Span);
            }

            try
            {
                await response.BodyWriter.FlushAsync(context.RequestAborted).AsTask().WaitAsync(sendTimeout, context.RequestAborted);
            }
            catch (TimeoutException)
            {
                // It takes nothing any more; what is still to come is not worth the wait.
                context.Abort();
                return;
            }
        }

        // Without the end the client knows that it did not get everything.
        if (context.RequestAborted.IsCancellationRequested) return;
        Write(response, "\r\n-----\r\n"u8);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static bool Is(MediaTypeHeaderValue type) =>
        type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase) && !type.Parameters.Any(parameter => parameter.Name.Equals("deferSpec", StringComparison.OrdinalIgnoreCase));

    private static void Write(HttpResponse response, ReadOnlySpan<byte> bytes) => System.Buffers.BuffersExtensions.Write(response.BodyWriter, bytes);
}
