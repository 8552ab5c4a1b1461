using System.Net;
using GraphPlatform.GraphQL.Http;
using GraphPlatform.GraphQL.Tests.Demo;
using GraphPlatform.GraphQL.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.Sse;

/// <summary>https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md, distinct connections mode.</summary>
public sealed class EventStreamTests
{
    private const string Complete = "event: complete\ndata:";

    private readonly Feed feed = new();
    private readonly ManualClock clock = new();

    private Task<DemoServer> ServerAsync(Action<GraphQLHttpOptions>? options = null) => DemoServer.StartAsync(
        options,
        schema => { DemoEngine.Configure(schema); schema.AddTypes(typeof(FeedSubscriptions), typeof(FeedQueries)); },
        services: services => { services.AddSingleton(feed); services.AddSingleton<TimeProvider>(clock); });

    [Fact]
    public async Task A_subscription_is_a_stream_of_events_that_completes()
    {
        await using var server = await ServerAsync();
        using var stream = await EventStreamClient.StartAsync(server, "subscription{count(to:3)}");
        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-store", stream.Response.Headers.CacheControl!.ToString());
        Assert.Equal(["no"], stream.Response.Headers.GetValues("X-Accel-Buffering"));
        for (var i = 1; i <= 3; i++) Assert.Equal($$$"""
            event: next
            data: {"data":{"count":{{{i}}}}}
            """, await stream.ReadAsync());
        Assert.Equal(Complete, await stream.ReadAsync());
        Assert.Null(await stream.ReadAsync());
    }

    [Theory]
    [InlineData("{ping}", """{"data":{"ping":"pong"}}""")]
    [InlineData("mutation{walk(minutes:1){minutes}}", """{"data":{"walk":{"minutes":1}}}""")]
    [InlineData("{unknownThing}", """{"errors":[{"message":"Type Query has no field \"unknownThing\".","locations":[{"line":1,"column":2}],"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}""")]
    [InlineData("query($n:Int!){owners(count:$n){id}}", """{"errors":[{"message":"Variable $n is required: its type is Int!.","locations":[{"line":1,"column":7}],"extensions":{"code":"BAD_USER_INPUT"}}]}""")]
    public async Task A_query_a_mutation_and_a_wrong_request_are_one_event(string query, string data)
    {
        await using var server = await ServerAsync();
        using var stream = await EventStreamClient.StartAsync(server, query);
        Assert.Equal("event: next\ndata: " + data, await stream.ReadAsync());
        Assert.Equal(Complete, await stream.ReadAsync());
        Assert.Null(await stream.ReadAsync());
    }

    [Fact]
    public async Task The_response_starts_before_there_is_an_event_and_what_happens_is_sent_at_once()
    {
        await using var server = await ServerAsync();
        using var stream = await EventStreamClient.StartAsync(server, "subscription{lines}");
        await feed.Subscribed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        feed.Lines.Writer.TryWrite("a\r\nb");
        Assert.Equal("""
            event: next
            data: {"data":{"lines":"a\r\nb"}}
            """, await stream.ReadAsync());
        feed.Lines.Writer.Complete();
        Assert.Equal(Complete, await stream.ReadAsync());
    }

    [Fact]
    public async Task White_space_in_a_json_scalar_does_not_break_an_event()
    {
        await using var server = await ServerAsync();
        using var stream = await EventStreamClient.StartAsync(server, "{pretty}");
        Assert.Equal("""
            event: next
            data: {"data":{"pretty":{   "a": 1,  "b": "c\nd" }}}
            """, await stream.ReadAsync());
    }

    [Fact]
    public async Task A_stream_that_fails_says_so_and_completes()
    {
        await using var server = await ServerAsync();
        using var stream = await EventStreamClient.StartAsync(server, "subscription{lines}");
        await feed.Subscribed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        feed.Lines.Writer.Complete(new InvalidOperationException("secret"));
        var last = await stream.ReadAsync();
        Assert.StartsWith("event: next\ndata: {\"", last, StringComparison.Ordinal);
        Assert.Contains("Internal error, id ", last, StringComparison.Ordinal);
        Assert.Equal(Complete, await stream.ReadAsync());
    }

    [Fact]
    public async Task A_silent_stream_sends_comments_and_a_busy_one_does_not()
    {
        await using var server = await ServerAsync();
        using var stream = await EventStreamClient.StartAsync(server, "subscription{lines}");
        await feed.Subscribed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        clock.Advance(TimeSpan.FromSeconds(11));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(":", await stream.ReadAsync());
        feed.Lines.Writer.TryWrite("x");
        Assert.Contains("\"x\"", await stream.ReadAsync(), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(12));
        feed.Lines.Writer.TryWrite("y");
        Assert.Contains("\"y\"", await stream.ReadAsync(), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(12));
        clock.Advance(TimeSpan.FromSeconds(12));
        Assert.Equal(":", await stream.ReadAsync());
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_subscription()
    {
        await using var server = await ServerAsync();
        using (await EventStreamClient.StartAsync(server, "subscription{lines}")) await feed.Subscribed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await feed.Ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_client_that_reads_nothing_is_asked_no_more_and_then_cut()
    {
        await using var server = await ServerAsync(options => options.HeartbeatInterval = TimeSpan.Zero);
        using var stream = await EventStreamClient.StartAsync(server, "subscription{flood}");
        // Nobody reads: sooner or later what was written waits for longer than a moment, and with it the producer.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!feed.Ended.Task.IsCompleted)
        {
            await Task.WhenAny(clock.Created.Reader.WaitToReadAsync(limit.Token).AsTask(), feed.Ended.Task);
            limit.Token.ThrowIfCancellationRequested();
            while (clock.Created.Reader.TryRead(out var due))
                if (due == TimeSpan.FromSeconds(30)) clock.Advance(due);
        }

        Assert.InRange(feed.Flooded, 1, 10_000);
    }

    [Fact]
    public async Task A_callback_of_a_resolver_that_fails_at_the_end_hurts_nobody_else()
    {
        using var session = new CancellationTokenSource();
        await using var server = await ServerAsync(options => options.OnStreamStart = (_, _) => ValueTask.FromResult(WebSocketInit.Accept(ends: session.Token)));
        using var stream = await EventStreamClient.StartAsync(server, "subscription{badCallback}");
        Assert.Contains("\"badCallback\":1", await stream.ReadAsync(), StringComparison.Ordinal);
        await session.CancelAsync();
        Assert.Contains("STREAM_ENDED", await stream.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal(Complete, await stream.ReadAsync());
    }

    [Fact]
    public async Task When_the_host_stops_a_stream_breaks_off_so_that_the_client_comes_back()
    {
        await using var server = await ServerAsync();
        using var stream = await EventStreamClient.StartAsync(server, "subscription{lines}");
        await feed.Subscribed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await server.StopAsync();
        Assert.Null(await stream.ReadAsync());
        await feed.Ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_that_ends_takes_its_streams_along(bool sharedWithSockets)
    {
        using var session = new CancellationTokenSource();
        await using var server = await ServerAsync(options =>
        {
            if (sharedWithSockets) options.OnWebSocketInit = (_, payload, _) => ValueTask.FromResult(payload is null ? WebSocketInit.Accept(endReason: "Signed out", ends: session.Token) : WebSocketInit.Reject());
            else options.OnStreamStart = (_, _) => ValueTask.FromResult(WebSocketInit.Accept(endReason: "Signed out", ends: session.Token));
        });
        using var stream = await EventStreamClient.StartAsync(server, "subscription{lines}");
        await feed.Subscribed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await session.CancelAsync();
        Assert.Equal("event: next\ndata: {\"errors\":[{\"message\":\"Signed out\",\"extensions\":{\"code\":\"STREAM_ENDED\"}}]}", await stream.ReadAsync());
        Assert.Equal(Complete, await stream.ReadAsync());
        Assert.Null(await stream.ReadAsync());
    }

    [Fact]
    public async Task A_stream_may_be_refused_and_a_callback_that_fails_lets_nobody_in()
    {
        await using var strict = await ServerAsync(options => options.OnStreamStart = (_, _) => ValueTask.FromResult(WebSocketInit.Reject("Sign in first")));
        Assert.Equal((403, """{"errors":[{"message":"Sign in first","extensions":{"code":"FORBIDDEN"}}]}"""), await strict.PostAsync("""{"query":"{ping}"}""", "text/event-stream"));
        await using var broken = await ServerAsync(options => options.OnWebSocketInit = (_, _, _) => throw new InvalidOperationException("no database"));
        var (status, text) = await broken.PostAsync("""{"query":"{ping}"}""", "text/event-stream");
        Assert.Equal(503, status);
        Assert.DoesNotContain("database", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_has_only_so_many_streams_and_gets_another_when_one_has_ended()
    {
        await using var server = await ServerAsync(options =>
        {
            options.MaxStreamsPerIdentity = 2;
            options.BudgetKey = (context, _) => context.Request.Headers["X-Who"].ToString();
        });
        using var first = await EventStreamClient.StartAsync(server, "subscription{lines}", ("X-Who", "ann"));
        using var second = await EventStreamClient.StartAsync(server, "subscription{never}", ("X-Who", "ann"));
        using var others = await EventStreamClient.StartAsync(server, "subscription{never}", ("X-Who", "bob"));
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url) { Content = new StringContent("""{"query":"{ping}"}""", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        request.Headers.TryAddWithoutValidation("X-Who", "ann");
        using var refused = await server.Client.SendAsync(request);
        Assert.Equal(429, (int)refused.StatusCode);
        Assert.Contains("TOO_MANY_STREAMS", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        feed.Lines.Writer.Complete();
        Assert.Equal(Complete, await first.ReadAsync());
        // The end of the response: then the place is free.
        Assert.Null(await first.ReadAsync());
        using var third = await EventStreamClient.StartAsync(server, "{ping}", ("X-Who", "ann"));
    }

    [Theory]
    [InlineData("""{"query":1}""", 400)]
    [InlineData("[]", 400)]
    [InlineData("""[{"query":"{ping}"}]""", 400)]
    [InlineData("", 400)]
    public async Task What_is_no_request_is_refused_by_http(string body, int status)
    {
        await using var server = await ServerAsync();
        Assert.Equal(status, (await server.PostAsync(body, "text/event-stream")).Status);
    }

    [Fact]
    public async Task A_stream_is_started_by_get_as_a_browser_does_but_changes_nothing()
    {
        await using var server = await ServerAsync();
        Assert.Equal((HttpStatusCode.OK, "retry: 2000\n:\n\nevent: next\ndata: {\"data\":{\"count\":1}}\n\nevent: complete\ndata:\n\n"), await SendAsync(HttpMethod.Get, "subscription{count(to:1)}"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await SendAsync(HttpMethod.Get, "mutation{walk(minutes:1){minutes}}")).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await SendAsync(HttpMethod.Head, "{ping}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(HttpMethod.Get, "subscription{count(to:1)}", "cross-site")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "subscription{count(to:1)}", "same-origin")).Status);

        async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpMethod method, string query, string? site = null)
        {
            using var request = new HttpRequestMessage(method, $"{server.Url}?query={query}");
            request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
            if (site is not null) request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
            using var response = await server.Client.SendAsync(request);
            return (response.StatusCode, await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Two_at_once_have_streams_of_their_own()
    {
        await using var server = await ServerAsync();
        var texts = await Task.WhenAll(Enumerable.Range(1, 10).Select(async n =>
        {
            using var stream = await EventStreamClient.StartAsync(server, $"subscription{{count(to:{n * 20})}}");
            var events = 0;
            while (await stream.ReadAsync() != Complete) events++;
            return events;
        }));
        Assert.Equal(Enumerable.Range(1, 10).Select(n => n * 20), texts);
    }
}
