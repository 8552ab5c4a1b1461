using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Http;
using Microsoft.AspNetCore.Http;

namespace GraphPlatform.GraphQL.WebSockets;

/// <summary>One operation of a socket, from subscribe to complete.</summary>
internal sealed class SocketOperation(SocketSession session, string id, RequestBody body)
{
    private readonly CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(session.Connection.Ended);
    private int released;

    public string Id { get; } = id;

    /// <summary>What the socket waits for before it is gone.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>The client has completed it, or the socket ends.</summary>
    public void Cancel()
    {
        try
        {
            cancel.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself meanwhile.
        }
        catch (AggregateException e)
        {
            // What a resolver registered failed; the reader of the socket goes on.
            session.Executor.Describe(e);
        }
    }

    public async Task RunAsync()
    {
        try
        {
            await StreamAsync();
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Completed by the client: nothing more is to be said about it.
        }
        catch (Exception e)
        {
            var error = session.Executor.Describe(e, cancel.Token);
            await LastAsync(output => SocketMessage.Error(output, Id, [error]));
        }
        finally
        {
            session.Remove(this);
            cancel.Dispose();
            Release();
            session.End(this);
        }
    }

    /// <summary>Lets another operation run. Its work is done, though its last message may just be on its way.</summary>
    private void Release()
    {
        if (Interlocked.Exchange(ref released, 1) == 0) session.Release();
    }

    /// <summary>The message that frees the id; nothing when the client has freed it already.</summary>
    private ValueTask LastAsync(Action<Utf8Output> write) => session.Remove(this) ? session.SendAsync(write, Release) : default;

    private async Task StreamAsync()
    {
        var decision = session.Gate.IsOpenFor(body)
            ? new GateDecision(body.Document, null) : await session.Gate.EnterAsync(body, session.Context, session.User, cancel.Token);
        if (decision.Refusal is { } refusal)
        {
            await LastAsync(output => SocketMessage.Error(output, Id, [refusal]));
            return;
        }

        var started = await session.Executor.SubscribeAsync(Request(decision.Document), cancel.Token);
        if (started.Single is not null)
        {
            using var single = started.Single;
            if (started.IsError)
            {
                await LastAsync(output => SocketMessage.Error(output, Id, single.Errors));
                return;
            }

            await NextAsync(single);
        }
        else
        {
            await using var events = started.Events!;
            await SendAsync(events);
        }

        if (!cancel.IsCancellationRequested) await LastAsync(output => SocketMessage.Complete(output, Id));
    }

    /// <summary>Sends what is there in one batch, and the batch before it waits: that is all the back-pressure there is, and all it takes.</summary>
    private async Task SendAsync(GraphQLResponseStream events)
    {
        var begun = false;
        // One for all messages; between batches it has no buffer.
        var message = new Utf8Output(0);
        try
        {
            while (true)
            {
                var more = events.WaitToReadAsync();
                if (begun && !more.IsCompleted)
                {
                    begun = false;
                    message.Dispose();
                    await session.Connection.EndBatchAsync();
                }

                if (!await more) return;
                while (events.TryRead(out var result))
                {
                    using (result)
                    {
                        if (cancel.IsCancellationRequested || (!begun && !await session.Connection.BeginBatchAsync())) return;
                        begun = true;
                        if (!await AddAsync(message, result)) continue;
                    }

                    begun = false;
                    await session.Connection.EndBatchAsync();
                }
            }
        }
        finally
        {
            message.Dispose();
            if (begun) await session.Connection.EndBatchAsync();
        }
    }

    private ValueTask<bool> AddAsync(Utf8Output message, GraphQLResult result)
    {
        message.Truncate(0);
        SocketMessage.Next(message, Id, result.Utf8Json.Span);
        return session.Connection.AddAsync(message.WrittenMemory);
    }

    private async ValueTask NextAsync(GraphQLResult result)
    {
        if (cancel.IsCancellationRequested) return;
        using var output = new Utf8Output(result.Utf8Json.Length + Id.Length * 6 + 64);
        SocketMessage.Next(output, Id, result.Utf8Json.Span);
        await session.Connection.SendAsync(output.WrittenMemory);
    }

    private GraphQLRequest Request(ReadOnlyMemory<byte> document)
    {
        var request = new GraphQLRequest
        {
            Document = document, OperationName = body.OperationName, Variables = body.Variables, User = session.User,
        };
        request.Items[typeof(HttpContext)] = session.Context;
        foreach (var (key, value) in session.Items ?? new Dictionary<object, object?>()) request.Items[key] = value;
        return request;
    }
}
