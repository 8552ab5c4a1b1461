using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace GraphPlatform.GraphQL.Http;

/// <summary>The media types of a response: https://graphql.github.io/graphql-over-http/draft/#sec-Media-Types and that of event streams.</summary>
internal static class MediaTypes
{
    public const string Response = "application/graphql-response+json";
    public const string Json = "application/json";
    public const string EventStream = "text/event-stream";

    /// <summary>The type that the client likes best; plain JSON when it does not say; null when it takes none of them.</summary>
    public static string? Negotiate(StringValues accept)
    {
        if (StringValues.IsNullOrEmpty(accept) || accept == "*/*" || accept == Json) return Json;
        if (accept == Response) return Response;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var types)) return null;
        string? best = null;
        var bestQuality = 0.0;
        foreach (var type in types)
        {
            var quality = type.Quality ?? 1;
            if (quality <= bestQuality || !Utf8OrUnsaid(type)) continue;
            if (Match(type) is { } match) (best, bestQuality) = (match, quality);
        }

        // A response of one part, when nothing is deferred, needs no parts.
        return best ?? (types.Any(type => Is(type, MultipartResponse.MediaType)) ? Response : null);
    }

    /// <summary>Whether a body of this type is JSON in UTF-8.</summary>
    public static bool IsJson(string? contentType) =>
        contentType == Json || (MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase) && Utf8OrUnsaid(type));

    /// <summary>Whether a body of this type is a form with files.</summary>
    public static bool IsMultipart(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    private static string? Match(MediaTypeHeaderValue type) =>
        Is(type, Response) ? Response
        : Is(type, Json) || type.MediaType == "*/*" || Is(type, "application/*") ? Json
        : Is(type, EventStream) ? EventStream : null;

    private static bool Is(MediaTypeHeaderValue type, string name) => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool Utf8OrUnsaid(MediaTypeHeaderValue type) =>
        !type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase);
}
