using System.Runtime.CompilerServices;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Http;
using GraphPlatform.GraphQL.Tests.Demo;
using GraphPlatform.GraphQL.Tests.Http;

namespace GraphPlatform.GraphQL.Tests.WebSockets;

/// <summary>What fails on the server is said to the client: by an error of the operation, or by the close code.</summary>
public sealed class SocketFailureTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [SubscriptionType]
    public static class Failing
    {
        public static IAsyncEnumerable<int> Untidy() => new UntidyStream();

        /// <summary>Takes its time to end: until the test says so.</summary>
        public static async IAsyncEnumerable<int> Slow([EnumeratorCancellation] CancellationToken ct)
        {
            try
            {
                yield return 1;
                await Task.Delay(Timeout.Infinite, ct);
            }
            finally
            {
                await Go.Task;
            }
        }

        public static async IAsyncEnumerable<int> BadCallback([EnumeratorCancellation] CancellationToken ct)
        {
            await using var registration = ct.Register(ThrowSecret);
            yield return 1;
            await Task.Delay(Timeout.Infinite, ct);
        }

        private static void ThrowSecret() => throw new InvalidOperationException("secret");
    }

    /// <summary>One event; then it cannot be disposed.</summary>
    private sealed class UntidyStream : IAsyncEnumerable<int>, IAsyncEnumerator<int>
    {
        public int Current { get; private set; }

        public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

        public ValueTask<bool> MoveNextAsync() => ValueTask.FromResult(Current++ == 0);

        public ValueTask DisposeAsync() => throw new InvalidOperationException("secret");
    }

    private static readonly TaskCompletionSource Go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Task<DemoServer> ServerAsync(Action<GraphQLHttpOptions>? options = null) =>
        DemoServer.StartAsync(options, schema =>
        {
            DemoEngine.Configure(schema);
            schema.AddTypes(typeof(Failing));
            schema.Options.MaxResponseBytes = 10_000;
        });

    [Fact]
    public async Task A_stream_that_cannot_end_ends_with_a_masked_error_and_frees_its_id()
    {
        await using var server = await ServerAsync();
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl);
        await client.SubscribeAsync("1", "subscription { untidy }");
        Assert.Contains("\"next\"", await client.ReceiveAsync(), StringComparison.Ordinal);
        var last = await client.ReceiveAsync();
        Assert.StartsWith("""{"id":"1","type":"error","payload":[{"message":"Internal error, id """, last, StringComparison.Ordinal);
        await client.SubscribeAsync("1", "{ ping }");
        Assert.Contains("pong", await client.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ owners(count: 10000) { id name } }", "RESPONSE_TOO_LARGE")]
    [InlineData("{ nope }", "GRAPHQL_VALIDATION_FAILED")]
    public async Task What_is_refused_is_an_error_of_the_operation(string document, string code)
    {
        await using var server = await ServerAsync(options => options.MaxOperationsPerSocket = 1);
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl);
        for (var i = 0; i < 20; i++)
        {
            await client.SubscribeAsync("1", document);
            var answer = await client.ReceiveAsync();
            Assert.StartsWith("""{"id":"1","type":"error","payload":[{""", answer, StringComparison.Ordinal);
            Assert.Contains(code, answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_operation_counts_until_its_work_has_ended()
    {
        await using var server = await ServerAsync(options => options.MaxOperationsPerSocket = 1);
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl);
        await client.SubscribeAsync("1", "subscription { slow }");
        await client.ReceiveAsync();
        await client.SendAsync("""{"id":"1","type":"complete"}""");
        await client.SubscribeAsync("2", "{ ping }");
        Assert.Contains("TOO_MANY_OPERATIONS", await client.ReceiveAsync(), StringComparison.Ordinal);
        Go.SetResult();
        using var limit = new CancellationTokenSource(Limit);
        string? answer;
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            await client.SubscribeAsync("3", "{ ping }");
            answer = await client.ReceiveAsync();
        }
        while (answer!.Contains("TOO_MANY_OPERATIONS", StringComparison.Ordinal));
        Assert.Contains("pong", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_of_one_is_enough_for_one_after_the_other()
    {
        await using var server = await ServerAsync(options => options.MaxOperationsPerSocket = 1);
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl);
        for (var i = 0; i < 200; i++)
        {
            await client.SubscribeAsync("1", "{ ping }");
            Assert.Contains("pong", await client.ReceiveAsync(), StringComparison.Ordinal);
            Assert.Contains("complete", await client.ReceiveAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_init_that_fails_is_1013()
    {
        await using var server = await ServerAsync(options => options.OnWebSocketInit = (_, _, _) => throw new InvalidOperationException("no database"));
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl, init: false);
        await client.SendAsync("""{"type":"connection_init"}""");
        await client.ClosedWithAsync(1013, "Try again later");
    }

    [Fact]
    public async Task An_operation_name_that_is_not_unicode_is_4400()
    {
        await using var server = await ServerAsync();
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl);
        await client.SendAsync("""{"id":"1","type":"subscribe","payload":{"query":"{ping}","operationName":"\ud800"}}""");
        await client.ClosedWithAsync(4400, "Invalid message");
    }

    [Fact]
    public async Task A_callback_that_throws_neither_ends_the_socket_nor_takes_its_close_frame_away()
    {
        using var session = new CancellationTokenSource();
        await using var server = await ServerAsync(options => options.OnWebSocketInit = (_, _, _) => ValueTask.FromResult(WebSocketInit.Accept(endReason: "Signed out", ends: session.Token)));
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl);
        await client.SubscribeAsync("1", "subscription { badCallback }");
        await client.ReceiveAsync();
        await client.SendAsync("""{"id":"1","type":"complete"}""");
        await client.SubscribeAsync("2", "subscription { badCallback }");
        await client.ReceiveAsync();
        await session.CancelAsync();
        await client.ClosedWithAsync(4403, "Signed out");
    }
}
