using System.Net.WebSockets;
using System.Text.Json;

namespace GraphPlatform.Tests.Hosting;

/// <summary>A graphql-transport-ws client with one subscription: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md.</summary>
public sealed class GraphQLSocket : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket socket = new();
    private readonly MemoryStream message = new();
    private readonly byte[] buffer = new byte[64 << 10];

    private GraphQLSocket() => socket.Options.AddSubProtocol("graphql-transport-ws");

    /// <summary>Why the server closed the socket, if it has.</summary>
    public (int? Code, string? Reason) Closed => ((int?)socket.CloseStatus, socket.CloseStatusDescription);

    /// <summary>Connects and subscribes.</summary>
    /// <param name="url">The server's address.</param>
    /// <param name="token">An access token; null for a stranger.</param>
    /// <param name="query">A subscription.</param>
    /// <param name="variables">Its variables.</param>
    public static async Task<GraphQLSocket> SubscribeAsync(string url, string? token, string query, object? variables = null)
    {
        var client = new GraphQLSocket();
        await client.socket.ConnectAsync(new Uri(url.Replace("http:", "ws:", StringComparison.Ordinal) + "/graphql"), CancellationToken.None);
        await client.SendAsync(token is null ? new { type = "connection_init" } : new { type = "connection_init", payload = new { authorization = "Bearer " + token } });
        await client.ReceiveAsync("connection_ack");
        await client.SendAsync(new { type = "subscribe", id = "1", payload = new { query, variables } });
        return client;
    }

    /// <summary>The data of the next event; null when the subscription has ended.</summary>
    public async Task<JsonElement?> NextAsync()
    {
        var received = await ReceiveAsync("next", "complete", "error");
        if (received is not { } next || next.GetProperty("type").GetString() == "complete") return null;
        var payload = next.GetProperty("payload");
        Assert.False(next.GetProperty("type").GetString() == "error" || payload.TryGetProperty("errors", out _), payload.ToString());
        return payload.GetProperty("data");
    }

    /// <summary>Reads events until one is as wanted.</summary>
    public async Task<JsonElement> UntilAsync(Func<JsonElement, bool> wanted)
    {
        while (await NextAsync() is { } data)
            if (wanted(data)) return data;
        throw new InvalidOperationException($"The subscription ended before the event came: {Closed}");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        message.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SendAsync(object value) =>
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(value), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task<JsonElement?> ReceiveAsync(params string[] types)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            message.SetLength(0);
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
                message.Write(buffer, 0, part.Count);
            }
            while (!part.EndOfMessage);

            if (part.MessageType == WebSocketMessageType.Close) return null;
            using var document = JsonDocument.Parse(message.GetBuffer().AsMemory(0, (int)message.Length));
            var type = document.RootElement.GetProperty("type").GetString();
            if (type == "ping") await SendAsync(new { type = "pong" });
            if (types.Contains(type)) return document.RootElement.Clone();
        }
    }
}
