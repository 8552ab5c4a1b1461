using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Http;
using GraphPlatform.GraphQL.Tests.Demo;
using GraphPlatform.GraphQL.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.WebSockets;

/// <summary>https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md</summary>
public sealed class SocketTests
{
    private static readonly TaskCompletionSource StreamEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [SubscriptionType]
    public static class Endless
    {
        public static async IAsyncEnumerable<int> Endlessly([EnumeratorCancellation] CancellationToken ct)
        {
            try
            {
                yield return 1;
                await Task.Delay(Timeout.Infinite, ct);
            }
            finally
            {
                StreamEnded.TrySetResult();
            }
        }
    }

    private static Task<DemoServer> ServerAsync(Action<GraphQLHttpOptions>? options = null) =>
        DemoServer.StartAsync(options, schema =>
        {
            DemoEngine.Configure(schema);
            schema.AddTypes(typeof(Endless));
        });

    [Fact]
    public async Task Queries_mutations_and_subscriptions_share_a_socket()
    {
        await using var server = await ServerAsync();
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl);
        await client.SubscribeAsync("1", "{ ping }");
        Assert.Equal("""{"id":"1","type":"next","payload":{"data":{"ping":"pong"}}}""", await client.ReceiveAsync());
        Assert.Equal("""{"id":"1","type":"complete"}""", await client.ReceiveAsync());
        await client.SubscribeAsync("1", "subscription { count(to: 2) }");
        Assert.Equal("""{"id":"1","type":"next","payload":{"data":{"count":1}}}""", await client.ReceiveAsync());
        Assert.Equal("""{"id":"1","type":"next","payload":{"data":{"count":2}}}""", await client.ReceiveAsync());
        Assert.Equal("""{"id":"1","type":"complete"}""", await client.ReceiveAsync());
        await client.SubscribeAsync("m", "mutation { walk(minutes: 1) { minutes } }");
        Assert.Equal("""{"id":"m","type":"next","payload":{"data":{"walk":{"minutes":1}}}}""", await client.ReceiveAsync());
        Assert.Equal("""{"id":"m","type":"complete"}""", await client.ReceiveAsync());
        await client.SubscribeAsync("e", "{ unknownThing }");
        Assert.Equal("""{"id":"e","type":"error","payload":[{"message":"Type Query has no field \"unknownThing\".","locations":[{"line":1,"column":3}],"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task A_client_that_completes_ends_the_stream_and_may_use_the_id_again()
    {
        await using var server = await ServerAsync();
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl);
        await client.SubscribeAsync("1", "subscription { endlessly }");
        Assert.Contains("\"endlessly\":1", await client.ReceiveAsync(), StringComparison.Ordinal);
        await client.SendAsync("""{"id":"1","type":"complete"}""");
        await StreamEnded.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await client.SubscribeAsync("1", "{ ping }");
        Assert.Contains("pong", await client.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ping_is_answered_with_its_payload()
    {
        await using var server = await ServerAsync();
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl, init: false);
        await client.SendAsync("""{"type":"ping","payload":{"a":1}}""");
        Assert.Equal("""{"type":"pong","payload":{"a":1}}""", await client.ReceiveAsync());
        await client.SendAsync("""{"type":"pong"}""");
        await client.SendAsync("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task The_server_pings_an_idle_client_and_cuts_a_silent_one()
    {
        var clock = new ManualClock();
        await using var server = await DemoServer.StartAsync(services: services => services.AddSingleton<TimeProvider>(clock));
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("""{"type":"ping"}""", await client.ReceiveAsync());
        await client.SendAsync("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await client.ReceiveAsync());

        // It spoke, so it is asked again twice; then it has been silent for too long.
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("""{"type":"ping"}""", await client.ReceiveAsync());
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("""{"type":"ping"}""", await client.ReceiveAsync());
        clock.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAnyAsync<WebSocketException>(client.ReceiveAsync);
    }

    [Theory]
    [InlineData("not json", 4400, "Invalid message")]
    [InlineData("[]", 4400, "Invalid message")]
    [InlineData("""{"type":"nonsense"}""", 4400, "Invalid message")]
    [InlineData("""{"type":"subscribe","payload":{"query":"{ping}"}}""", 4400, "Invalid message")]
    [InlineData("""{"id":"","type":"subscribe","payload":{"query":"{ping}"}}""", 4400, "Invalid message")]
    [InlineData("""{"id":"1","type":"subscribe","payload":{"query":1}}""", 4400, "Invalid message")]
    [InlineData("""{"type":"connection_init"}""", 4429, "Too many initialisation requests")]
    public async Task A_message_that_breaks_the_protocol_closes_the_socket(string message, int code, string reason)
    {
        await using var server = await ServerAsync();
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl);
        await client.SendAsync(message);
        await client.ClosedWithAsync(code, reason);
    }

    [Fact]
    public async Task A_binary_message_closes_the_socket()
    {
        await using var server = await ServerAsync();
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl);
        await client.SendAsync("{}", WebSocketMessageType.Binary);
        await client.ClosedWithAsync(4400, "Messages must be text");
    }

    [Fact]
    public async Task Subscribing_before_the_acknowledgement_is_4401()
    {
        await using var server = await ServerAsync();
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl, init: false);
        await client.SubscribeAsync("1", "{ ping }");
        await client.ClosedWithAsync(4401, "Unauthorized");
    }

    [Fact]
    public async Task A_refused_init_is_4403()
    {
        await using var server = await ServerAsync(options => options.OnWebSocketInit = (_, payload, _) => ValueTask.FromResult(
            payload?.GetProperty("token").GetString() == "good" ? WebSocketInit.Accept() : WebSocketInit.Reject("Wrong token")));
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl, init: false);
        await client.SendAsync("""{"type":"connection_init","payload":{"token":"bad"}}""");
        await client.ClosedWithAsync(4403, "Wrong token");
    }

    [Fact]
    public async Task A_session_that_ends_closes_its_sockets()
    {
        using var session = new CancellationTokenSource();
        await using var server = await ServerAsync(options => options.OnWebSocketInit = (_, _, _) => ValueTask.FromResult(WebSocketInit.Accept(endReason: "Signed out", ends: session.Token)));
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl);
        await client.SubscribeAsync("1", "subscription { endlessly }");
        await client.ReceiveAsync();
        await session.CancelAsync();
        await client.ClosedWithAsync(4403, "Signed out");
    }

    [Fact]
    public async Task No_init_in_time_is_4408()
    {
        await using var server = await ServerAsync(options => options.InitTimeout = TimeSpan.FromMilliseconds(50));
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl, init: false);
        await client.ClosedWithAsync(4408, "Connection initialisation timeout");
    }

    [Fact]
    public async Task An_id_that_is_in_use_is_4409()
    {
        await using var server = await ServerAsync();
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl);
        await client.SubscribeAsync("x", "subscription { endlessly }");
        await client.SubscribeAsync("x", "{ ping }");
        await client.ClosedWithAsync(4409, "Subscriber for x already exists");
    }

    [Fact]
    public async Task Another_subprotocol_is_4406()
    {
        await using var server = await ServerAsync();
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => SocketClient.ConnectAsync(server.WebSocketUrl, init: false, protocol: "graphql-ws").ContinueWith(async connected =>
        {
            using var client = await connected;
            await client.ClosedWithAsync(4406, "Subprotocol not acceptable");
            throw new WebSocketException("closed as expected");
        }, TaskScheduler.Default).Unwrap());
        Assert.NotNull(refused);
    }

    [Fact]
    public async Task Operations_and_messages_are_limited()
    {
        await using var server = await ServerAsync(options => (options.MaxOperationsPerSocket, options.MaxMessageBytes) = (1, 2000));
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl);
        await client.SubscribeAsync("1", "subscription { endlessly }");
        await client.ReceiveAsync();
        await client.SubscribeAsync("2", "{ ping }");
        Assert.Contains("at most 1 operations", await client.ReceiveAsync(), StringComparison.Ordinal);
        await client.SubscribeAsync("3", new string(' ', 3000));
        await client.ClosedWithAsync(1009, "Messages are limited to 2000 bytes");
    }

    [Fact]
    public async Task A_host_that_stops_says_goodbye()
    {
        await using var server = await ServerAsync();
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl);
        await client.SubscribeAsync("1", "subscription { endlessly }");
        await client.ReceiveAsync();
        var stopping = server.StopAsync();
        await client.ClosedWithAsync(1001, "Server is shutting down");
        await stopping.WaitAsync(TimeSpan.FromSeconds(20));
    }
}
