using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Http;
using Microsoft.AspNetCore.Http;

namespace GraphPlatform.GraphQL.WebSockets;

/// <summary>One operation of a socket, from subscribe to complete.</summary>
internal sealed class SocketOperation(SocketSession session, string id, RequestBody body)
{
    private readonly CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(session.Connection.Ended);

    public string Id { get; } = id;

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
    }

    public async Task RunAsync()
    {
        try
        {
            await StreamAsync();
        }
        catch (OperationCanceledException)
        {
            // Completed by the client: nothing more is to be said about it.
        }
        finally
        {
            session.Remove(this);
            cancel.Dispose();
            session.Finished(this);
        }
    }

    private async Task StreamAsync()
    {
        var started = await session.Executor.SubscribeAsync(Request(), cancel.Token);
        if (started.Single is not null)
        {
            using var single = started.Single;
            if (started.IsError)
            {
                if (session.Remove(this)) await session.SendAsync(output => SocketMessage.Error(output, Id, single.Errors));
                return;
            }

            await NextAsync(single);
        }
        else
        {
            // The next event is asked for only when this one is sent: that is all the back-pressure there is, and all it takes.
            await foreach (var result in started.Events!.WithCancellation(cancel.Token))
                using (result) await NextAsync(result);
        }

        if (!cancel.IsCancellationRequested && session.Remove(this)) await session.SendAsync(output => SocketMessage.Complete(output, Id));
    }

    private async ValueTask NextAsync(GraphQLResult result)
    {
        if (cancel.IsCancellationRequested) return;
        using var output = new Utf8Output(result.Utf8Json.Length + Id.Length * 6 + 64);
        SocketMessage.Next(output, Id, result.Utf8Json.Span);
        await session.Connection.SendAsync(output.WrittenMemory);
    }

    private GraphQLRequest Request()
    {
        var request = new GraphQLRequest
        {
            Document = body.Document, OperationName = body.OperationName, Variables = body.Variables, User = session.User,
        };
        request.Items[typeof(HttpContext)] = session.Context;
        foreach (var (key, value) in session.Items ?? new Dictionary<object, object?>()) request.Items[key] = value;
        return request;
    }
}
