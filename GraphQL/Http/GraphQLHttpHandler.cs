using System.Buffers;
using System.Text;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Language;
using Microsoft.AspNetCore.Http;

namespace GraphPlatform.GraphQL.Http;

/// <summary>GraphQL over HTTP: https://graphql.github.io/graphql-over-http/draft/</summary>
internal sealed class GraphQLHttpHandler(GraphQLExecutor executor, GraphQLHttpOptions options)
{
    public Task HandleAsync(HttpContext context)
    {
        if (MediaTypes.Negotiate(context.Request.Headers.Accept) is not { } mediaType)
            return RefuseAsync(context, 406, $"Accept {MediaTypes.Response} or {MediaTypes.Json}.", MediaTypes.Json);
        if (HttpMethods.IsPost(context.Request.Method)) return PostAsync(context, mediaType);
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) return GetAsync(context, mediaType);
        context.Response.Headers.Allow = "GET, POST";
        return RefuseAsync(context, 405, "Use POST, or GET for queries.", mediaType);
    }

    private async Task PostAsync(HttpContext context, string mediaType)
    {
        if (!MediaTypes.IsJson(context.Request.ContentType))
        {
            await RefuseAsync(context, 415, "The body must be application/json in UTF-8.", mediaType);
            return;
        }

        if (await ReadAsync(context) is not { } body)
        {
            await RefuseAsync(context, 413, $"The body is larger than {options.MaxRequestBytes} bytes.", mediaType);
            return;
        }

        try
        {
            var parameters = RequestBody.Read(body.AsMemory(0, body.Count));
            await ExecuteAsync(context, Request(context, parameters), mediaType);
        }
        catch (MalformedRequestException e)
        {
            await RefuseAsync(context, 400, e.Message, mediaType);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body.Array!);
        }
    }

    private async Task GetAsync(HttpContext context, string mediaType)
    {
        try
        {
            var query = context.Request.Query;
            if (!query.TryGetValue("query", out var document)) throw new MalformedRequestException("\"query\" is missing: the GraphQL document goes there.");
            if (query.TryGetValue("extensions", out var extensions)) RequestBody.ReadObject(extensions.ToString(), "extensions");
            var request = Request(context, new RequestBody
            {
                Document = Encoding.UTF8.GetBytes(document.ToString()),
                OperationName = query.TryGetValue("operationName", out var name) && name.ToString().Length > 0 ? name.ToString() : null,
                Variables = query.TryGetValue("variables", out var variables) && variables.ToString().Length > 0 ? RequestBody.ReadObject(variables.ToString(), "variables") : null,
            });
            if (executor.KindOf(request) is OperationKind.Mutation or OperationKind.Subscription)
            {
                context.Response.Headers.Allow = "POST";
                await RefuseAsync(context, 405, "GET runs only queries; send this operation by POST.", mediaType);
                return;
            }

            await ExecuteAsync(context, request, mediaType);
        }
        catch (MalformedRequestException e)
        {
            await RefuseAsync(context, 400, e.Message, mediaType);
        }
    }

    private static GraphQLRequest Request(HttpContext context, in RequestBody body)
    {
        var request = new GraphQLRequest
        {
            Document = body.Document,
            OperationName = body.OperationName,
            Variables = body.Variables,
            Services = context.RequestServices,
            User = context.User,
        };
        request.Items[typeof(HttpContext)] = context;
        return request;
    }

    private async Task ExecuteAsync(HttpContext context, GraphQLRequest request, string mediaType)
    {
        try
        {
            using var result = await executor.ExecuteAsync(request, context.RequestAborted);
            // application/json has no status of its own for what is wrong inside GraphQL: old clients and proxies expect 200.
            var status = mediaType == MediaTypes.Json || result.HasData ? 200 : 400;
            await WriteAsync(context, status, result, mediaType);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // No one is left to be answered.
        }
    }

    private async ValueTask<ArraySegment<byte>?> ReadAsync(HttpContext context)
    {
        var limit = options.MaxRequestBytes;
        if (context.Request.ContentLength > limit) return null;
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

    private static async Task RefuseAsync(HttpContext context, int status, string message, string mediaType)
    {
        using var result = GraphQLResult.RequestError(new GraphQLError(message, GraphQLErrorCodes.BadRequest));
        await WriteAsync(context, status, result, mediaType);
    }

    private static async Task WriteAsync(HttpContext context, int status, GraphQLResult result, string mediaType)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = mediaType == MediaTypes.Json ? "application/json; charset=utf-8" : "application/graphql-response+json; charset=utf-8";
        context.Response.ContentLength = result.Utf8Json.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.BodyWriter.WriteAsync(result.Utf8Json);
    }
}
