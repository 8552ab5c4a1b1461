using GraphPlatform.GraphQL.Budgets;
using GraphPlatform.GraphQL.Http;
using GraphPlatform.GraphQL.Tests.Http;
using GraphPlatform.GraphQL.Tests.WebSockets;

namespace GraphPlatform.GraphQL.Tests.Budgets;

/// <summary>How each transport says that the budget is spent.</summary>
public sealed class BudgetTransportTests
{
    private const string Refused = """{"errors":[{"message":"The budget is spent. Try again in 20 s.","extensions":{"code":"BUDGET_EXCEEDED","retryAfter":20}}]}""";

    // Two units, and the next in 20 seconds.
    private static Task<DemoServer> ServerAsync(Action<GraphQLHttpOptions>? more = null) => DemoServer.StartAsync(options =>
    {
        options.Budget = new RequestBudget(burst: 2, perSecond: 0.05, clock: new ManualClock());
        more?.Invoke(options);
    });

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/graphql-response+json")]
    [InlineData("text/event-stream")]
    public async Task Http_answers_429_with_retry_after_in_every_media_type(string accept)
    {
        await using var server = await ServerAsync();
        for (var i = 0; i < 2; i++) Assert.Equal(200, (await server.PostAsync("""{"query":"{ping}"}""", accept)).Status);
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url) { Content = new StringContent("""{"query":"{ping}"}""", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(429, (int)response.StatusCode);
        Assert.Equal("20", response.Headers.RetryAfter!.ToString());
        Assert.Equal(Refused, await response.Content.ReadAsStringAsync());
        using var get = await server.Client.GetAsync(server.Url + "?query={ping}");
        Assert.Equal(429, (int)get.StatusCode);
    }

    [Fact]
    public async Task A_batch_pays_for_each_of_its_requests()
    {
        await using var server = await ServerAsync();
        Assert.Equal((429, Refused), await server.PostAsync("""[{"query":"{ping}"},{"query":"{ping}"},{"query":"{ping}"}]"""));
    }

    [Fact]
    public async Task On_a_socket_the_operation_is_refused_and_the_socket_stays()
    {
        await using var server = await ServerAsync(options => options.BudgetKey = (_, _) => "everybody");
        using var client = await SocketClient.ConnectAsync(server.WebSocketUrl);
        for (var i = 0; i < 2; i++)
        {
            await client.SubscribeAsync($"{i}", "{ping}");
            Assert.Contains("pong", await client.ReceiveAsync(), StringComparison.Ordinal);
            Assert.Contains("complete", await client.ReceiveAsync(), StringComparison.Ordinal);
        }

        await client.SubscribeAsync("3", "{ping}");
        Assert.Equal("""{"id":"3","type":"error","payload":[{"message":"The budget is spent. Try again in 20 s.","extensions":{"code":"BUDGET_EXCEEDED","retryAfter":20}}]}""", await client.ReceiveAsync());
        await client.SendAsync("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task A_budget_that_fails_is_an_error_with_an_id_and_lets_nobody_in()
    {
        await using var server = await DemoServer.StartAsync(options => options.Budget = new BrokenBudget());
        var (status, text) = await server.PostAsync("""{"query":"{ping}"}""");
        Assert.Equal(500, status);
        Assert.StartsWith("""{"errors":[{"message":"Internal error, id """, text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_counts_unless_told_to() => Assert.Null(new GraphQLHttpOptions().Budget);

    private sealed class BrokenBudget : IRequestBudget
    {
        public bool TryCharge(string key, double cost, out TimeSpan retryAfter) => throw new InvalidOperationException("secret address");
    }
}
