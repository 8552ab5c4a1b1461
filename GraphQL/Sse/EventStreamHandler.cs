using System.Buffers;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Http;
using GraphPlatform.GraphQL.Language;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace GraphPlatform.GraphQL.Sse;

/// <summary>
/// GraphQL over server-sent events, distinct connections mode: https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md. One operation a response: subscriptions, and
/// queries and mutations as well. What is no request is refused by HTTP; what is wrong with the operation is told by an event, because a browser's EventSource shows no body.
/// </summary>
internal sealed class EventStreamHandler(GraphQLExecutor executor, GraphQLHttpOptions options, RequestGate gate, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    private readonly ResponseWriter writer = new(options);
    private readonly StreamCount count = new(options.MaxStreamsPerIdentity);

    public async Task HandleAsync(HttpContext context)
    {
        // Also for what is refused: the answer to a GET is for whoever asked, and for now.
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            if (await ReadAsync(context) is not { } body || await AcceptAsync(context) is not { } accepted) return;
            var decision = await gate.EnterAsync(body, context, accepted.User ?? context.User, context.RequestAborted);
            if (decision.Refusal is { RetryAfter: not null } spent)
            {
                await writer.RefuseAsync(context, 429, spent, MediaTypes.Json);
                return;
            }

            var request = Request(context, body, decision.Document, accepted);
            if (!HttpMethods.IsPost(context.Request.Method) && decision.Refusal is null && executor.KindOf(request) == OperationKind.Mutation)
            {
                context.Response.Headers.Allow = "POST";
                await writer.RefuseAsync(context, 405, "GET runs no mutations; send this operation by POST.", MediaTypes.Json);
                return;
            }

            await RunAsync(context, request, decision.Refusal, accepted);
        }
        catch (MalformedRequestException e)
        {
            await writer.RefuseAsync(context, 400, e.Message, MediaTypes.Json);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await writer.RefuseAsync(context, e.StatusCode, e.Message, MediaTypes.Json);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // No one is left to be answered.
        }
    }

    private async ValueTask<RequestBody?> ReadAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method)) return RequestReader.ReadQuery(context.Request.Query);
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, POST";
            await writer.RefuseAsync(context, 405, "An event stream is started by POST or GET.", MediaTypes.Json);
            return null;
        }

        if (!MediaTypes.IsJson(context.Request.ContentType))
        {
            await writer.RefuseAsync(context, 415, "The body must be application/json in UTF-8.", MediaTypes.Json);
            return null;
        }

        if (await RequestReader.ReadBodyAsync(context, options.MaxRequestBytes) is not { } body)
        {
            await writer.RefuseAsync(context, 413, $"The body is larger than {options.MaxRequestBytes} bytes.", MediaTypes.Json);
            return null;
        }

        // A copy of its own: a stream lasts longer than a buffer should be lent.
        var json = body.AsSpan().ToArray();
        ArrayPool<byte>.Shared.Return(body.Array!);
        return RequestBody.Read(json);
    }

    private async ValueTask<WebSocketInit?> AcceptAsync(HttpContext context)
    {
        try
        {
            var answer = options.OnStreamStart is { } own ? await own(context, context.RequestAborted)
                : options.OnWebSocketInit is { } shared ? await shared(context, null, context.RequestAborted) : WebSocketInit.Accept();
            if (answer.Accepted) return answer;
            await writer.RefuseAsync(context, 403, answer.Reason, MediaTypes.Json, "FORBIDDEN");
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested)
        {
            // Not the client's fault: it may come back.
            await writer.RefuseAsync(context, 503, executor.Describe(e), MediaTypes.Json);
        }

        return null;
    }

    private async Task RunAsync(HttpContext context, GraphQLRequest request, GraphQLError? refusal, WebSocketInit accepted)
    {
        var identity = options.BudgetKey(context, request.User!);
        if (!count.TryEnter(identity))
        {
            await writer.RefuseAsync(context, 429, $"At most {options.MaxStreamsPerIdentity} event streams may be open at a time.", MediaTypes.Json, "TOO_MANY_STREAMS");
            return;
        }

        try
        {
            await RunCountedAsync(context, request, refusal, accepted);
        }
        finally
        {
            count.Leave(identity);
        }
    }

    private async Task RunCountedAsync(HttpContext context, GraphQLRequest request, GraphQLError? refusal, WebSocketInit accepted)
    {
        // When the host stops, the stream just breaks off: so clients come back, and find another server or this one after its start.
        using var ends = new StreamEnd(executor, context.RequestAborted, lifetime.ApplicationStopping, accepted.Ends);
        await using var stream = new EventStream(context, options, clock);
        await stream.StartAsync();
        var error = refusal;
        try
        {
            if (error is null) await StreamAsync(stream, request, ends.Token);
        }
        catch (OperationCanceledException) when (ends.Token.IsCancellationRequested)
        {
            // Told apart below.
        }
        catch (Exception e)
        {
            error = executor.Describe(e, ends.Token);
        }

        if (context.RequestAborted.IsCancellationRequested) return;
        if (accepted.Ends.IsCancellationRequested) error = new GraphQLError(accepted.Reason, "STREAM_ENDED");
        else if (ends.Token.IsCancellationRequested) return;
        if (error is not null)
        {
            using var last = GraphQLResult.RequestError(error);
            await stream.NextAsync(last);
        }

        await stream.CompleteAsync();
    }

    private async Task StreamAsync(EventStream stream, GraphQLRequest request, CancellationToken cancellationToken)
    {
        var started = await executor.SubscribeAsync(request, cancellationToken);
        if (started.Single is { } single)
        {
            using (single) await stream.NextAsync(single);
            return;
        }

        await using var events = started.Events!;
        await stream.SendAsync(events);
    }

    private static GraphQLRequest Request(HttpContext context, in RequestBody body, ReadOnlyMemory<byte> document, WebSocketInit accepted)
    {
        var request = new GraphQLRequest
        {
            Document = document,
            OperationName = body.OperationName,
            Variables = body.Variables,
            LastEventId = context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } id ? id : null,
            User = accepted.User ?? context.User,
        };
        request.Items[typeof(HttpContext)] = context;
        foreach (var (key, value) in accepted.Items ?? new Dictionary<object, object?>()) request.Items[key] = value;
        return request;
    }
}
