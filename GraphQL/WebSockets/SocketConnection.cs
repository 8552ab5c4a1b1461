using System.Buffers;
using System.Net.WebSockets;
using GraphPlatform.GraphQL.Http;

namespace GraphPlatform.GraphQL.WebSockets;

/// <summary>
/// One socket: whole messages in, one message at a time out. Nothing is queued: a sender waits for the one before it, so a slow client slows
/// its own operations down, and one that takes nothing at all is cut after <see cref="GraphQLHttpOptions.SendTimeout"/>.
/// </summary>
internal sealed class SocketConnection(WebSocket socket, BatchingStream? batches, GraphQLHttpOptions options, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly CancellationTokenSource ended = new();
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] buffer = [];
    private CancellationTokenRegistration goodbye;
    private int closeCode;

    /// <summary>Cancelled when the socket is closing, for whatever reason.</summary>
    public CancellationToken Ended => ended.Token;

    /// <summary>When the client last sent anything.</summary>
    public long LastHeard { get; private set; } = clock.GetTimestamp();

    public TimeProvider Clock => clock;

    /// <summary>Ends the socket: the first code given counts. Operations stop, the close frame goes out, and the client has a while to answer it.</summary>
    public void Close(int code, string reason)
    {
        if (Interlocked.CompareExchange(ref closeCode, code, 0) != 0) return;
        End();
        _ = SendCloseAsync(code, reason);
    }

    /// <summary>Ends the socket without a word.</summary>
    public void Abort()
    {
        if (Interlocked.CompareExchange(ref closeCode, -1, 0) == 0) closed.TrySetResult();
        End();
        socket.Abort();
    }

    private void End()
    {
        try
        {
            ended.Cancel();
        }
        catch (AggregateException)
        {
            // What an operation registered failed. The others have been called all the same, and the client is owed its close frame.
        }
    }

    /// <summary>The next message, valid until the next call; null when there will be none.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync()
    {
        var length = 0;
        // Waited for without a buffer: most sockets are silent most of the time.
        Release();
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(length), default);
                LastHeard = clock.GetTimestamp();
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    Close(1000, "");
                    return null;
                }

                length += received.Count;
                if (received.MessageType == WebSocketMessageType.Binary) Close(4400, "Messages must be text");
                if (length > options.MaxMessageBytes) Close(1009, $"Messages are limited to {options.MaxMessageBytes} bytes");
                if (Ended.IsCancellationRequested) length = 0;
                if (received.EndOfMessage) return buffer.AsMemory(0, length);
                if (length == buffer.Length) Grow();
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            Abort();
            return null;
        }
    }

    /// <summary>Sends a message; false when the socket is no longer there. <paramref name="before"/> is called when its turn has come.</summary>
    public async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> message, Action? before = null)
    {
        try
        {
            await sending.WaitAsync(Ended);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        try
        {
            before?.Invoke();
            return await GuardAsync(socket.SendAsync(message, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, default));
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Not cancelled by <see cref="Ended"/>: cancelling a send or a receive tears the socket down before its close frame. False: the socket is cut.</summary>
    private ValueTask<bool> GuardAsync(ValueTask send)
    {
        if (!send.IsCompletedSuccessfully) return WaitAsync(send);
        send.GetAwaiter().GetResult();
        return ValueTask.FromResult(true);
    }

    private async ValueTask<bool> WaitAsync(ValueTask send)
    {
        try
        {
            await send.AsTask().WaitAsync(options.SendTimeout, clock);
            return true;
        }
        catch (Exception e) when (e is WebSocketException or TimeoutException or ObjectDisposedException or InvalidOperationException or OperationCanceledException or IOException)
        {
            Abort();
            return false;
        }
    }

    /// <summary>Takes the turn to send several messages that go out together; false when the socket is no longer there.</summary>
    public async ValueTask<bool> BeginBatchAsync()
    {
        try
        {
            await sending.WaitAsync(Ended);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        batches?.Begin();
        return true;
    }

    /// <summary>Adds a message to the batch. True: the batch is full, and should be ended.</summary>
    public async ValueTask<bool> AddAsync(ReadOnlyMemory<byte> message)
    {
        await GuardAsync(socket.SendAsync(message, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, default));
        return batches?.IsFull ?? true;
    }

    /// <summary>Sends the batch, and gives the turn back.</summary>
    public async ValueTask EndBatchAsync()
    {
        try
        {
            if (batches is not null) await GuardAsync(batches.EndAsync());
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>After the last message was received: the end, whoever began it.</summary>
    public async Task CloseAsync()
    {
        Close(1000, "");
        // Whoever called Close first may still be at it, on another thread.
        await closed.Task;
        if (socket.State != WebSocketState.Closed) socket.Abort();
    }

    private async Task SendCloseAsync(int code, string reason)
    {
        var limit = new CancellationTokenSource(CloseTimeout, clock);
        // A client that does not answer the close frame is cut: that also ends the pending receive.
        goodbye = limit.Token.UnsafeRegister(state => ((WebSocket)state!).Abort(), socket);
        try
        {
            await sending.WaitAsync(limit.Token);
            await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, limit.Token);
        }
        catch (Exception)
        {
            // Gone already, or the frame could not be made (a reason of more than 123 bytes): there is no other way to say goodbye.
            socket.Abort();
        }
        finally
        {
            closed.TrySetResult();
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(4096, buffer.Length * 2));
        buffer.CopyTo(larger, 0);
        Release();
        buffer = larger;
    }

    private void Release()
    {
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    public async ValueTask DisposeAsync()
    {
        await goodbye.DisposeAsync();
        Release();
    }
}
