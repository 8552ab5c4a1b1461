using System.Security.Claims;
using System.Text.Unicode;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Http;
using Microsoft.AspNetCore.Http;

namespace GraphPlatform.GraphQL.WebSockets;

/// <summary>The protocol's states on one connection: waiting for init, acknowledged, closed.</summary>
internal sealed class SocketSession(HttpContext context, SocketConnection connection, GraphQLExecutor executor, GraphQLHttpOptions options, RequestGate requests)
{
    private const int MaxReasonBytes = 123;

    private readonly Lock gate = new();
    private readonly Dictionary<string, SocketOperation> operations = new(1);
    private readonly HashSet<SocketOperation> running = new(1);
    private CancellationTokenRegistration ends;
    private int active;
    private WebSocketInit? accepted;
    private bool initialised;
    private volatile bool acknowledged;

    public SocketConnection Connection => connection;
    public GraphQLExecutor Executor => executor;
    public HttpContext Context => context;
    public RequestGate Gate => requests;
    public ClaimsPrincipal User => accepted?.User ?? context.User;
    public IReadOnlyDictionary<object, object?>? Items => accepted?.Items;

    public async Task RunAsync()
    {
        var initTimer = connection.Clock.CreateTimer(_ => TimeOutInit(), null, options.InitTimeout, Timeout.InfiniteTimeSpan);
        var pinging = options.PingInterval > TimeSpan.Zero ? PingAsync() : Task.CompletedTask;
        try
        {
            while (await connection.ReceiveAsync() is { } bytes)
            {
                // A closing socket is read on until the client has closed too; what it still sends no longer counts.
                if (connection.Ended.IsCancellationRequested) continue;
                if (SocketMessage.Read(bytes) is not { } message) connection.Close(4400, "Invalid message");
                else await TryHandleAsync(message);
            }
        }
        finally
        {
            await initTimer.DisposeAsync();
            await ends.DisposeAsync();
            await connection.CloseAsync();
            Task[] ending;
            lock (gate) ending = [.. running.Select(operation => operation.Work)];
            await Task.WhenAll(ending);
            await pinging;
        }
    }

    private async ValueTask TryHandleAsync(SocketMessage message)
    {
        try
        {
            await HandleAsync(message);
        }
        catch (Exception e)
        {
            executor.Describe(e);
            connection.Close(1011, "Internal error");
        }
    }

    private ValueTask HandleAsync(SocketMessage message)
    {
        switch (message.Type)
        {
            case "connection_init": return InitAsync(message);
            case "ping": return SendAsync(output => SocketMessage.Pong(output, message.Payload));
            case "pong": return default;
            case "subscribe": return SubscribeAsync(message);
            case "complete" when message.Id is not null:
                Remove(message.Id)?.Cancel();
                return default;
            default:
                connection.Close(4400, "Invalid message");
                return default;
        }
    }

    private async ValueTask InitAsync(SocketMessage message)
    {
        if (initialised)
        {
            connection.Close(4429, "Too many initialisation requests");
            return;
        }

        initialised = true;
        WebSocketInit answer;
        try
        {
            answer = options.OnWebSocketInit is null ? WebSocketInit.Accept() : await options.OnWebSocketInit(context, message.Payload, connection.Ended);
        }
        catch (Exception) when (connection.Ended.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            // Not the client's fault: it may come back.
            var error = executor.Describe(e);
            connection.Close(1013, error.Code == GraphQLErrorCodes.Internal ? "Try again later" : Reason(error.Message));
            return;
        }

        if (!answer.Accepted)
        {
            connection.Close(4403, answer.Reason);
            return;
        }

        accepted = answer;
        ends = answer.Ends.UnsafeRegister(_ => connection.Close(answer.EndCode, answer.Reason), null);
        await SendAsync(static output => output.Raw("{\"type\":\"connection_ack\"}"u8));
        acknowledged = true;
    }

    /// <summary>As much of a message as a close frame has room for: https://www.rfc-editor.org/rfc/rfc6455#section-5.5</summary>
    private static string Reason(string message)
    {
        Span<byte> room = stackalloc byte[MaxReasonBytes];
        Utf8.FromUtf16(message, room, out var read, out _);
        return message[..read];
    }

    private ValueTask SubscribeAsync(SocketMessage message)
    {
        if (accepted is null)
        {
            connection.Close(4401, "Unauthorized");
            return default;
        }

        if (message.Id is not { } id || message.Request() is not { } request)
        {
            connection.Close(4400, "Invalid message");
            return default;
        }

        bool isKnown;
        lock (gate) isKnown = operations.ContainsKey(id);
        if (isKnown)
        {
            connection.Close(4409, $"Subscriber for {(id.Length <= 80 ? id : id[..80])} already exists");
            return default;
        }

        // Counted until the work has ended: the id of a completed operation is free at once, what it does is not.
        if (Volatile.Read(ref active) >= options.MaxOperationsPerSocket)
        {
            return SendAsync(output => SocketMessage.Error(output, id,
                [new GraphQLError($"A connection runs at most {options.MaxOperationsPerSocket} operations at a time.", "TOO_MANY_OPERATIONS")]));
        }

        var operation = new SocketOperation(this, id, request);
        Interlocked.Increment(ref active);
        lock (gate)
        {
            operations[id] = operation;
            running.Add(operation);
            // Started on the pool: an operation that never waits must not keep the session from reading.
            operation.Work = Task.Run(operation.RunAsync);
        }

        return default;
    }

    /// <summary>Frees the id; false when the client has completed the operation already.</summary>
    public bool Remove(SocketOperation operation)
    {
        lock (gate) return operations.TryGetValue(operation.Id, out var known) && known == operation && operations.Remove(operation.Id);
    }

    /// <summary>An operation lets another one run.</summary>
    public void Release() => Interlocked.Decrement(ref active);

    /// <summary>An operation has ended: there is nothing left to wait for.</summary>
    public void End(SocketOperation operation)
    {
        lock (gate) running.Remove(operation);
    }

    private SocketOperation? Remove(string id)
    {
        lock (gate) return operations.Remove(id, out var operation) ? operation : null;
    }

    public async ValueTask SendAsync(Action<Utf8Output> write, Action? before = null)
    {
        using var output = new Utf8Output(256);
        write(output);
        await connection.SendAsync(output.WrittenMemory, before);
    }

    private void TimeOutInit()
    {
        if (!initialised) connection.Close(4408, "Connection initialisation timeout");
    }

    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(options.PingInterval, connection.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(connection.Ended))
            {
                if (connection.Clock.GetElapsedTime(connection.LastHeard) > options.PingInterval * 2) connection.Abort();
                else if (acknowledged) await SendAsync(static output => output.Raw("{\"type\":\"ping\"}"u8));
            }
        }
        catch (OperationCanceledException)
        {
            // The socket ended.
        }
    }
}
