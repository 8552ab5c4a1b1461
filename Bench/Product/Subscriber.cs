using System.Net.WebSockets;
using System.Text.Json;

namespace GraphPlatform.Bench.Product;

/// <summary>A graphql-transport-ws client with one subscription at a time.</summary>
internal sealed class Subscriber : IDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly byte[] buffer = new byte[64 << 10];
    private int next;

    public static async Task<Subscriber> ConnectAsync(string url, string token)
    {
        var subscriber = new Subscriber();
        subscriber.socket.Options.AddSubProtocol("graphql-transport-ws");
        await subscriber.socket.ConnectAsync(new Uri(url.Replace("http", "ws", StringComparison.Ordinal) + "/graphql"), CancellationToken.None);
        await subscriber.SendAsync(new { type = "connection_init", payload = new { authorization = "Bearer " + token } });
        await subscriber.ReceiveAsync("connection_ack");
        return subscriber;
    }

    /// <summary>Subscribes, waits for the first event that is as wanted, and completes the subscription.</summary>
    public async Task FirstEventAsync(string query, object variables, Func<JsonElement, bool>? wanted = null)
    {
        var id = (++next).ToString();
        await SendAsync(new { type = "subscribe", id, payload = new { query, variables } });
        await ReceiveAsync("next", wanted);
        await SendAsync(new { type = "complete", id });
    }

    public void Dispose() => socket.Dispose();

    private async Task SendAsync(object message) =>
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task ReceiveAsync(string type, Func<JsonElement, bool>? wanted = null)
    {
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            using var message = JsonDocument.Parse(buffer.AsMemory(0, received.Count));
            var said = message.RootElement.GetProperty("type").GetString();
            if (said == type && (type != "next" || message.RootElement.GetProperty("id").GetString() == next.ToString())
                && (wanted is null || wanted(message.RootElement.GetProperty("payload").GetProperty("data")))) return;
            if (said is "error") throw new InvalidOperationException(message.RootElement.ToString());
        }
    }
}
