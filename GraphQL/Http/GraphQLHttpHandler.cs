using System.Buffers;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Http.Uploads;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Sse;
using Microsoft.AspNetCore.Http;

namespace GraphPlatform.GraphQL.Http;

/// <summary>GraphQL over HTTP: https://graphql.github.io/graphql-over-http/draft/</summary>
internal sealed class GraphQLHttpHandler(GraphQLExecutor executor, GraphQLHttpOptions options, RequestGate gate, UploadReader? uploads, EventStreamHandler streams)
{
    private const string Methods = "GET, HEAD, POST, OPTIONS";

    private readonly ResponseWriter writer = new(options);
    private readonly BatchRunner batches = new(executor, gate, new ResponseWriter(options));

    public Task HandleAsync(HttpContext context)
    {
        var method = context.Request.Method;
        var isPost = HttpMethods.IsPost(method);
        if (!isPost && !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method)) return OtherMethodAsync(context);
        if (MediaTypes.Negotiate(context.Request.Headers.Accept) is not { } mediaType)
            return writer.RefuseAsync(context, 406, $"Accept {MediaTypes.Response}, {MediaTypes.Json} or {MediaTypes.EventStream}.", MediaTypes.Json);
        if (!isPost && options.PreventCrossSiteRequests && !CrossSiteRule.AllowsGet(context.Request))
            return RefuseForeignAsync(context);
        if (mediaType == MediaTypes.EventStream) return streams.HandleAsync(context);
        return isPost ? PostAsync(context, mediaType) : GetAsync(context, mediaType);
    }

    /// <summary>The answer to what a foreign page may have made a browser send.</summary>
    public Task RefuseForeignAsync(HttpContext context) => writer.RefuseAsync(context, 403, CrossSiteRule.Advice, MediaTypes.Json, "PREFLIGHT_REQUIRED");

    private Task OtherMethodAsync(HttpContext context)
    {
        context.Response.Headers.Allow = Methods;
        if (!HttpMethods.IsOptions(context.Request.Method)) return writer.RefuseAsync(context, 405, "Use POST, or GET for queries.", MediaTypes.Json);
        // A preflight of CORS is answered by the application's CORS policy before it comes here; without one it is answered with no consent.
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task PostAsync(HttpContext context, string mediaType)
    {
        if (!MediaTypes.IsJson(context.Request.ContentType))
        {
            await PostFormAsync(context, mediaType);
            return;
        }

        byte[]? buffer = null;
        try
        {
            if (await RequestReader.ReadBodyAsync(context, options.MaxRequestBytes) is not { } body)
            {
                await writer.RefuseAsync(context, 413, $"The body is larger than {options.MaxRequestBytes} bytes.", mediaType);
                return;
            }

            buffer = body.Array;
            await RunAsync(context, body.AsMemory(0, body.Count), mediaType);
        }
        catch (MalformedRequestException e)
        {
            await writer.RefuseAsync(context, 400, e.Message, mediaType);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            // Too large for the server itself, too slow, or broken off.
            await writer.RefuseAsync(context, e.StatusCode, e.Message, mediaType);
        }
        finally
        {
            if (buffer is not null) ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task PostFormAsync(HttpContext context, string mediaType)
    {
        if (uploads is null || !MediaTypes.IsMultipart(context.Request.ContentType))
        {
            await writer.RefuseAsync(context, 415, "The body must be application/json in UTF-8.", mediaType);
            return;
        }

        if (options.PreventCrossSiteRequests && !CrossSiteRule.HasPreflightHeader(context.Request))
        {
            await RefuseForeignAsync(context);
            return;
        }

        try
        {
            var operations = await uploads.ReadAsync(context);
            await RunAsync(context, operations, mediaType);
        }
        catch (MalformedRequestException e)
        {
            await writer.RefuseAsync(context, 400, e.Message, mediaType);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await writer.RefuseAsync(context, e.StatusCode, e.Message, mediaType);
        }
    }

    private Task RunAsync(HttpContext context, ReadOnlyMemory<byte> json, string mediaType) =>
        RequestBatch.Is(json.Span) ? batches.RunAsync(context, RequestBatch.Read(json, options.MaxBatchSize), mediaType) : RunAsync(context, RequestBody.Read(json), mediaType);

    private Task RunAsync(HttpContext context, in RequestBody body, string mediaType) => gate.IsOpenFor(body)
        ? ExecuteAsync(context, RequestReader.Make(context, body, body.Document, context.RequestServices), mediaType, tagged: false) : AskAndExecuteAsync(context, body, mediaType);

    private async Task AskAndExecuteAsync(HttpContext context, RequestBody body, string mediaType)
    {
        if (await AdmitAsync(context, body, mediaType) is { } request) await ExecuteAsync(context, request, mediaType, tagged: false);
    }

    private async Task GetAsync(HttpContext context, string mediaType)
    {
        try
        {
            // Answers are somebody's: no cache on the way keeps them unless it is said below.
            context.Response.Headers.CacheControl = "no-store";
            var body = RequestReader.ReadQuery(context.Request.Query);
            if (await AdmitAsync(context, body, mediaType) is not { } request) return;
            if (executor.KindOf(request) is OperationKind.Mutation or OperationKind.Subscription)
            {
                context.Response.Headers.Allow = "POST";
                await writer.RefuseAsync(context, 405, "GET runs only queries; send this operation by POST.", mediaType);
                return;
            }

            await ExecuteAsync(context, request, mediaType, tagged: !body.HasDocument);
        }
        catch (MalformedRequestException e)
        {
            await writer.RefuseAsync(context, 400, e.Message, mediaType);
        }
    }

    /// <summary>The request to run; null when it was refused, which the client has been told then.</summary>
    private async ValueTask<GraphQLRequest?> AdmitAsync(HttpContext context, RequestBody body, string mediaType)
    {
        var decision = await gate.EnterAsync(body, context, context.User, context.RequestAborted);
        if (decision.Refusal is null) return RequestReader.Make(context, body, decision.Document, context.RequestServices);
        var status = decision.Refusal.Code == GraphQLErrorCodes.Internal ? 500 : mediaType == MediaTypes.Json ? 200 : 400;
        await writer.RefuseAsync(context, status, decision.Refusal, mediaType);
        return null;
    }

    /// <summary>Null: the answer came in parts, and is written.</summary>
    private async ValueTask<GraphQLResult?> ExecuteInPartsAsync(HttpContext context, GraphQLRequest request)
    {
        var started = await executor.SubscribeAsync(request, context.RequestAborted);
        if (started.Events is not { } parts) return started.Single;
        await MultipartResponse.WriteAsync(context, parts, options.SendTimeout);
        return null;
    }

    private async Task ExecuteAsync(HttpContext context, GraphQLRequest request, string mediaType, bool tagged)
    {
        try
        {
            using var result = MultipartResponse.IsWanted(context.Request.Headers.Accept) && executor.KindOf(request) != OperationKind.Subscription
                ? await ExecuteInPartsAsync(context, request) : await executor.ExecuteAsync(request, context.RequestAborted);
            if (result is null) return;
            if (tagged && result is { HasData: true, HasErrors: false }) await writer.WriteTaggedAsync(context, result.Utf8Json, mediaType);
            else await writer.WriteAsync(context, writer.StatusOf(result, mediaType), result.Utf8Json, mediaType);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // No one is left to be answered.
        }
    }
}
