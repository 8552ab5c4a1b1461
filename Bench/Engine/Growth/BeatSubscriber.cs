using System.Net.WebSockets;
using System.Text.Json;

namespace GraphPlatform.Bench.Engine.Growth;

/// <summary>A client of graphql-transport-ws that says when it has got a beat.</summary>
public sealed class BeatSubscriber : IDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly byte[] buffer = new byte[4096];

    /// <summary>Connects and subscribes; every subscriber sends the same document.</summary>
    public static async Task<BeatSubscriber> ConnectAsync(Uri address)
    {
        var subscriber = new BeatSubscriber();
        subscriber.socket.Options.AddSubProtocol("graphql-transport-ws");
        await subscriber.socket.ConnectAsync(address, CancellationToken.None);
        await subscriber.SendAsync("""{"type":"connection_init"}"""u8.ToArray());
        await subscriber.ReceiveAsync();
        await subscriber.SendAsync("""{"id":"1","type":"subscribe","payload":{"query":"subscription{beats{number}}"}}"""u8.ToArray());
        return subscriber;
    }

    /// <summary>The number of the next beat.</summary>
    public async Task<int> NextAsync()
    {
        using var message = JsonDocument.Parse(buffer.AsMemory(0, await ReceiveAsync()));
        return message.RootElement.GetProperty("payload").GetProperty("data").GetProperty("beats").GetProperty("number").GetInt32();
    }

    /// <inheritdoc />
    public void Dispose() => socket.Dispose();

    private Task SendAsync(byte[] message) => socket.SendAsync(message.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).AsTask();

    private async Task<int> ReceiveAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return (await socket.ReceiveAsync(buffer.AsMemory(), limit.Token)).Count;
    }
}
