using System.Text.Json;
using GraphPlatform.GraphQL.Tests.Http;
using GraphPlatform.GraphQL.Tests.Subscriptions;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.WebSockets;

public sealed class SlowSocketTests
{
    [Fact]
    public async Task A_socket_that_does_not_read_slows_nobody_and_learns_what_it_missed()
    {
        const int Events = 12_000; // of 2 kB: more than the buffers between the two sides hold
        var ticker = new Ticker();
        await using var server = await DemoServer.StartAsync(
            schema: schema => schema.AddTypes(typeof(TickerQueries), typeof(TickerSubscriptions), typeof(Tick)), services: services => services.AddSingleton(ticker));
        using var slow = await SocketClient.ConnectAsync(server.WebSocketUrl);
        using var quick = await SocketClient.ConnectAsync(server.WebSocketUrl);
        await slow.SubscribeAsync("s", "subscription { lines { number pad resolved } }");
        await quick.SubscribeAsync("q", "subscription { lines { number pad resolved } }");
        await ticker.UntilAsync(t => t.Open == 1);
        // Both have joined when both have had something.
        var (first, second) = (slow.ReceiveAsync(), quick.ReceiveAsync());
        await ticker.UntilAsync(t =>
        {
            t.Send(0);
            return first.IsCompleted && second.IsCompleted;
        });

        for (var sent = 1; sent < Events; sent++)
        {
            ticker.Send(sent);
            int got;
            do got = Number(await quick.ReceiveAsync());
            while (got < sent);
            Assert.Equal(sent, got);
        }

        ticker.End();
        var (next, lost) = (1, 0);
        while (await slow.ReceiveAsync() is { } message && !message.Contains("\"complete\"", StringComparison.Ordinal))
        {
            var number = Number(message);
            if (number < 0) (next, lost) = (next - number, lost - number);
            else if (number > 0) Assert.Equal(next++, number);
        }

        Assert.Equal(Events, next);
        Assert.True(lost > 0);
        Assert.Equal(1, ticker.Opened);
    }

    private static int Number(string? message) =>
        JsonDocument.Parse(message!).RootElement.GetProperty("payload").GetProperty("data").GetProperty("lines").GetProperty("number").GetInt32();
}
