using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace GraphPlatform.GraphQL.Tests.WebSockets;

/// <summary>A raw client: text in, text out.</summary>
internal sealed class SocketClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket socket = new();

    public WebSocketCloseStatus? CloseStatus => socket.CloseStatus;
    public string? CloseReason => socket.CloseStatusDescription;

    public static async Task<SocketClient> ConnectAsync(Uri uri, bool init = true, string protocol = "graphql-transport-ws")
    {
        var client = new SocketClient();
        client.socket.Options.AddSubProtocol(protocol);
        using var limit = new CancellationTokenSource(Limit);
        await client.socket.ConnectAsync(uri, limit.Token);
        if (!init) return client;
        await client.SendAsync("""{"type":"connection_init"}""");
        Assert.Equal("""{"type":"connection_ack"}""", await client.ReceiveAsync());
        return client;
    }

    public async Task SendAsync(string message, WebSocketMessageType type = WebSocketMessageType.Text)
    {
        using var limit = new CancellationTokenSource(Limit);
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), type, true, limit.Token);
    }

    public Task SubscribeAsync(string id, string query) =>
        SendAsync($$$"""{"id":"{{{id}}}","type":"subscribe","payload":{"query":{{{JsonSerializer.Serialize(query)}}}}}""");

    /// <summary>The next message; null when the server has closed.</summary>
    public async Task<string?> ReceiveAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        var buffer = new byte[65536];
        var text = new StringBuilder();
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                if (socket.State == WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", limit.Token);
                return null;
            }

            text.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
            if (received.EndOfMessage) return text.ToString();
        }
    }

    public async Task ClosedWithAsync(int code, string reason)
    {
        while (await ReceiveAsync() is not null)
        {
            // What was under way before the close.
        }

        Assert.Equal(code, (int)socket.CloseStatus!.Value);
        Assert.Equal(reason, socket.CloseStatusDescription);
    }

    public Task CloseAsync() => socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", default);

    public void Dispose() => socket.Dispose();
}
