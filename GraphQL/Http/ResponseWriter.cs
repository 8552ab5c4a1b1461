using System.IO.Compression;
using System.Security.Cryptography;
using GraphPlatform.GraphQL.Execution;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GraphPlatform.GraphQL.Http;

/// <summary>Puts answers into HTTP: status, media type, and where wanted compression and entity tags.</summary>
internal sealed class ResponseWriter(GraphQLHttpOptions options)
{
    private readonly int compressFrom = options.CompressFromBytes ?? int.MaxValue;

    /// <summary>The status of a result: https://graphql.github.io/graphql-over-http/draft/#sec-Status-Codes</summary>
    public int StatusOf(GraphQLResult result, string mediaType)
    {
        // application/json has no status of its own for what is wrong inside GraphQL: old clients and proxies expect 200.
        if (mediaType == MediaTypes.Json) return 200;
        return !result.HasData ? 400 : result.HasErrors ? options.PartialSuccessStatus : 200;
    }

    public async Task WriteAsync(HttpContext context, int status, ReadOnlyMemory<byte> utf8, string mediaType)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = mediaType == MediaTypes.Json ? "application/json; charset=utf-8" : "application/graphql-response+json; charset=utf-8";
        if (utf8.Length >= compressFrom && Encoding(context) is { } encoding)
        {
            await CompressAsync(context, utf8, encoding);
            return;
        }

        response.ContentLength = utf8.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await response.BodyWriter.WriteAsync(utf8);
    }

    /// <summary>The answer to a GET that named its document: it may be kept by the client, which asks with its tag whether it still holds.</summary>
    public Task WriteTaggedAsync(HttpContext context, ReadOnlyMemory<byte> utf8, string mediaType)
    {
        var headers = context.Response.Headers;
        var encoding = utf8.Length >= compressFrom ? Encoding(context) : null;
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(utf8.Span))}{(encoding is null ? "" : "-" + encoding)}{(mediaType == MediaTypes.Json ? "" : "-r")}\"";
        headers.ETag = tag;
        headers.CacheControl = options.Persisted.CacheControl;
        headers.Vary = compressFrom == int.MaxValue ? "Accept, Authorization, Cookie" : "Accept, Accept-Encoding, Authorization, Cookie";
        if (!Matches(context.Request, tag)) return WriteAsync(context, 200, utf8, mediaType);
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    public async Task RefuseAsync(HttpContext context, int status, GraphQLError error, string mediaType)
    {
        using var result = GraphQLResult.RequestError(error);
        if (error.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            status = StatusCodes.Status429TooManyRequests;
        }

        await WriteAsync(context, status, result.Utf8Json, mediaType);
    }

    public Task RefuseAsync(HttpContext context, int status, string message, string mediaType, string code = GraphQLErrorCodes.BadRequest) =>
        RefuseAsync(context, status, new GraphQLError(message, code), mediaType);

    /// <summary>https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2: compared weakly.</summary>
    private static bool Matches(HttpRequest request, string tag)
    {
        if (request.Headers.IfNoneMatch.Count == 0 || !EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)) return false;
        var ours = EntityTagHeaderValue.Parse(tag);
        foreach (var each in known)
            if (each.Tag == "*" || each.Compare(ours, useStrongComparison: false)) return true;
        return false;
    }

    private static string? Encoding(HttpContext context)
    {
        var accepted = context.Request.Headers.AcceptEncoding;
        if (accepted.Count == 0 || !StringWithQualityHeaderValue.TryParseList(accepted, out var encodings)) return null;
        string? best = null;
        var bestQuality = 0.0;
        foreach (var each in encodings)
        {
            var quality = each.Quality ?? 1;
            var name = each.Value.Equals("br", StringComparison.OrdinalIgnoreCase) ? "br" : each.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) ? "gzip" : null;
            // Of two that the client likes the same, the better one is br.
            if (name is not null && (quality > bestQuality || (quality == bestQuality && quality > 0 && name == "br"))) (best, bestQuality) = (name, quality);
        }

        return best;
    }

    private static async Task CompressAsync(HttpContext context, ReadOnlyMemory<byte> utf8, string encoding)
    {
        context.Response.Headers.ContentEncoding = encoding;
        if (context.Response.Headers.Vary.Count == 0) context.Response.Headers.Vary = "Accept-Encoding";
        if (HttpMethods.IsHead(context.Request.Method)) return;
        var body = context.Response.Body;
        await using Stream stream = encoding == "br"
            ? new BrotliStream(body, CompressionLevel.Fastest, leaveOpen: true) : new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true);
        await stream.WriteAsync(utf8, context.RequestAborted);
    }
}
