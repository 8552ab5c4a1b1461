using System.Net.WebSockets;

namespace GraphPlatform.Bench.Peers.Limit;

/// <summary>A socket by ASP.NET's own API: one send per message per subscriber, of bytes that were made once. The bound for an engine that sends messages.</summary>
public sealed class MessageSocket(WebSocket socket) : ILogSubscriber
{
    private readonly Queue<byte[]> waiting = new();
    private bool isSending;

    /// <summary>Serves one connection until it closes.</summary>
    public static async Task ServeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync("graphql-transport-ws");
        var broadcast = context.RequestServices.GetRequiredService<LogBroadcast>();
        var subscriber = new MessageSocket(socket);
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } received)
            {
                switch (ClientMessages.Read(buffer.AsSpan(0, received.Count)))
                {
                    case ClientMessage.Init:
                        await socket.SendAsync(ClientMessages.Acknowledgement, WebSocketMessageType.Text, endOfMessage: true, context.RequestAborted);
                        break;
                    case ClientMessage.Subscribe:
                        broadcast.Add(subscriber);
                        break;
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The load client leaves without a closing handshake.
        }
        finally
        {
            broadcast.Remove(subscriber);
        }
    }

    /// <inheritdoc />
    public void Notify(byte[][] messages, int count)
    {
        lock (waiting)
        {
            for (var i = 0; i < count; i++) waiting.Enqueue(messages[i]);
            if (isSending) return;
            isSending = true;
        }

        _ = SendAsync();
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                byte[]? message;
                lock (waiting)
                {
                    if (!waiting.TryDequeue(out message))
                    {
                        isSending = false;
                        return;
                    }
                }

                await socket.SendAsync(message.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            // It stays busy: nothing is sent any more.
        }
    }
}
