using System.Buffers;
using System.Text;
using GraphPlatform.GraphQL.Execution;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GraphPlatform.GraphQL.Http;

/// <summary>Takes requests out of HTTP: the body of a POST, the query string of a GET.</summary>
internal static class RequestReader
{
    /// <summary>Asks for <c>extensions.cost</c>; any value.</summary>
    private const string CostHeader = "GraphQL-Cost";

    /// <summary>The whole body in a pooled buffer, which the caller gives back; null when it is larger than the limit.</summary>
    public static async ValueTask<ArraySegment<byte>?> ReadBodyAsync(HttpContext context, int limit)
    {
        if (context.Request.ContentLength > limit) return null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size && size.MaxRequestBodySize < limit) size.MaxRequestBodySize = limit;
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            var length = read.Buffer.Length;
            if (length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var buffer = ArrayPool<byte>.Shared.Rent((int)length);
                read.Buffer.CopyTo(buffer);
                reader.AdvanceTo(read.Buffer.End);
                return new ArraySegment<byte>(buffer, 0, (int)length);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>https://graphql.github.io/graphql-over-http/draft/#sec-GET: an empty parameter is one that was not given, except for the document itself.</summary>
    public static RequestBody ReadQuery(IQueryCollection query)
    {
        var extensions = Optional(query, "extensions") is { } json ? RequestBody.ReadObject(json, "extensions") : null;
        var hasDocument = query.TryGetValue("query", out var document);
        return new RequestBody
        {
            Document = hasDocument ? Encoding.UTF8.GetBytes(document.ToString()) : default,
            HasDocument = hasDocument,
            OperationName = Optional(query, "operationName"),
            Variables = Optional(query, "variables") is { } variables ? RequestBody.ReadObject(variables, "variables") : null,
            DocumentId = Optional(query, "documentId"),
            PersistedHash = extensions is { } given ? RequestBody.HashOf(given) : null,
        }.Checked();
    }

    /// <summary>What the engine runs.</summary>
    /// <param name="context">The resolvers' <c>HttpContext</c>.</param>
    /// <param name="body">What was asked.</param>
    /// <param name="document">The document that was sent or named.</param>
    /// <param name="services">The scope of the request; null for one of its own.</param>
    public static GraphQLRequest Make(HttpContext context, in RequestBody body, ReadOnlyMemory<byte> document, IServiceProvider? services)
    {
        return new GraphQLRequest
        {
            Document = document,
            OperationName = body.OperationName,
            Variables = body.Variables,
            Services = services,
            User = context.User,
            ReportsCost = context.Request.Headers.ContainsKey(CostHeader),
            Host = (typeof(HttpContext), context),
        };
    }

    private static string? Optional(IQueryCollection query, string name) => query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
}
