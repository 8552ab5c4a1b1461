using System.Security.Claims;
using System.Text;
using System.Text.Json;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Tests.Demo;
using GraphPlatform.GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.Subscriptions;

public sealed class SharedStreamTests : IAsyncDisposable
{
    private readonly Ticker ticker = new();
    private readonly DemoEngine engine;

    public SharedStreamTests() => engine = new(
        schema => schema.AddTypes(typeof(TickerQueries), typeof(TickerSubscriptions), typeof(Tick)), services => services.AddSingleton(ticker));

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private async Task<SubscriptionResult> StartAsync(string document, string? user = null, string? variables = null, string? lastEventId = null, CancellationToken ct = default) =>
        await engine.Executor.SubscribeAsync(new GraphQLRequest
        {
            Document = document, Variables = variables is null ? null : JsonDocument.Parse(variables).RootElement, LastEventId = lastEventId,
            User = user is null ? null : new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, user)])),
        }, ct);

    private async Task<GraphQLResponseStream> SubscribeAsync(string document, string? user = null, string? variables = null, CancellationToken ct = default) =>
        (await StartAsync(document, user, variables, ct: ct)).Events!;

    private static async Task<string?> NextAsync(GraphQLResponseStream stream)
    {
        while (await stream.WaitToReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)))
            if (stream.TryRead(out var result))
                using (result) return Encoding.UTF8.GetString(result.Utf8Json.Span);
        return null;
    }

    private static string Answer(string field, string inner) => "{\"data\":{\"" + field + "\":{" + inner + "}}}";

    [Fact]
    public async Task The_same_operation_is_executed_once_for_all_its_subscribers()
    {
        var streams = new List<GraphQLResponseStream>();
        for (var i = 0; i < 10; i++) streams.Add(await SubscribeAsync("subscription($t: String!) { ticks(topic: $t) { resolved } }", $"user{i}", """{"t":"x"}"""));
        await ticker.UntilAsync(t => t.Open == 1);
        ticker.Send(1, 2);
        foreach (var stream in streams)
        {
            Assert.Equal(Answer("ticks", "\"resolved\":1"), await NextAsync(stream));
            Assert.Equal(Answer("ticks", "\"resolved\":2"), await NextAsync(stream));
        }

        Assert.Equal((1, 2), (ticker.Opened, ticker.Resolved));
        foreach (var stream in streams) await stream.DisposeAsync();
        Assert.Equal(0, ticker.Open);
    }

    [Fact]
    public async Task Other_selections_share_the_source_and_are_executed_each_for_itself()
    {
        await using var one = await SubscribeAsync("subscription { ticks { resolved } }");
        await using var other = await SubscribeAsync("subscription { ticks { n: resolved number } }");
        await ticker.UntilAsync(t => t.Open == 1);
        ticker.Send(7);
        Assert.Equal(Answer("ticks", "\"resolved\":7"), await NextAsync(one));
        Assert.Equal(Answer("ticks", "\"n\":7,\"number\":7"), await NextAsync(other));
        Assert.Equal((1, 2), (ticker.Opened, ticker.Resolved));
    }

    [Fact]
    public async Task Other_arguments_have_a_source_of_their_own()
    {
        await using var one = await SubscribeAsync("subscription { ticks(topic: \"x\") { number } }");
        await using var same = await SubscribeAsync("subscription($t: String = \"x\") { ticks(topic: $t) { number } }");
        await using var other = await SubscribeAsync("subscription($t: String!) { ticks(topic: $t) { number } }", null, """{"t":"y"}""");
        await ticker.UntilAsync(t => t.Open >= 2);
        ticker.Send(1);
        foreach (var stream in new[] { one, same, other }) Assert.Equal(Answer("ticks", "\"number\":1"), await NextAsync(stream));
        Assert.Equal(2, ticker.Opened);
    }

    [Fact]
    public async Task Subscribers_that_come_at_the_same_time_share_too()
    {
        for (var round = 0; round < 20; round++)
        {
            var document = $"subscription Round{round} {{ ticks(topic: \"{round}\") {{ resolved }} }}";
            using var together = new Barrier(8);
            var streams = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
            {
                together.SignalAndWait();
                return SubscribeAsync(document);
            }, TaskCreationOptions.LongRunning).Unwrap()));
            await ticker.UntilAsync(t => t.Open == 1);
            var before = ticker.Resolved;
            ticker.Send(round);
            foreach (var stream in streams) Assert.Equal(Answer("ticks", $"\"resolved\":{round}"), await NextAsync(stream));
            Assert.Equal(before + 1, ticker.Resolved);
            foreach (var stream in streams) await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task Who_resumes_elsewhere_has_a_source_of_their_own()
    {
        await using var fromNow = (await StartAsync("subscription { ticks { number } }")).Events!;
        await using var resumed = (await StartAsync("subscription { ticks { number } }", lastEventId: "c1")).Events!;
        await ticker.UntilAsync(t => t.Open == 2);
    }

    [Fact]
    public async Task An_execution_that_hangs_holds_nobody_up_and_tells_what_it_missed()
    {
        await using var hung = await SubscribeAsync("subscription { lines { number held } }");
        await using var quick = await SubscribeAsync("subscription { lines { number } }");
        await ticker.UntilAsync(t => t.Open == 1);
        for (var i = 0; i < 100; i++)
        {
            ticker.Send(i);
            Assert.Equal(Answer("lines", $"\"number\":{i}"), await NextAsync(quick));
        }

        ticker.Release();
        ticker.End();
        var next = 0;
        var lost = 0;
        foreach (var line in await ReadAllAsync(hung))
        {
            var number = JsonDocument.Parse(line).RootElement.GetProperty("data").GetProperty("lines").GetProperty("number").GetInt32();
            if (number < 0) (next, lost) = (next - number, lost - number);
            else Assert.Equal(next++, number);
        }

        Assert.Equal(100, next);
        Assert.True(lost > 0);
    }

    [Fact]
    public async Task What_asks_who_asks_is_executed_for_each()
    {
        await using var ann = await SubscribeAsync("subscription { ticks { seen } }", "ann");
        await using var ben = await SubscribeAsync("subscription { ticks { seen } }", "ben");
        await ticker.UntilAsync(t => t.Open == 1);
        ticker.Send(1);
        Assert.Equal(Answer("ticks", "\"seen\":\"ann:1\""), await NextAsync(ann));
        Assert.Equal(Answer("ticks", "\"seen\":\"ben:1\""), await NextAsync(ben));
        Assert.Equal(1, ticker.Opened);
    }

    [Fact]
    public async Task What_is_shared_knows_nothing_of_who_began_it()
    {
        Ticker.Ambient.Value = "ann";
        await using var ann = await SubscribeAsync("subscription { ticks { ambient } }", "ann");
        Ticker.Ambient.Value = "ben";
        await using var ben = await SubscribeAsync("subscription { ticks { ambient } }", "ben");
        await ticker.UntilAsync(t => t.Open == 1);
        ticker.Send(1);
        Assert.Equal(Answer("ticks", "\"ambient\":\"nobody\""), await NextAsync(ann));
        Assert.Equal(Answer("ticks", "\"ambient\":\"nobody\""), await NextAsync(ben));
    }

    [Fact]
    public async Task Who_may_not_is_refused_although_others_are_subscribed()
    {
        await using var ann = await SubscribeAsync("subscription { ticks { number } }", "ann");
        var refused = await StartAsync("subscription { ticks { number } }", "stranger");
        Assert.Null(refused.Events);
        Assert.Equal("FORBIDDEN", Assert.Single(refused.Single!.Errors).Code);
    }

    [Fact]
    public async Task The_source_goes_on_when_the_one_who_began_it_leaves()
    {
        using var leaving = new CancellationTokenSource();
        var first = await SubscribeAsync("subscription { ticks { number } }", ct: leaving.Token);
        await using var second = await SubscribeAsync("subscription { ticks { number } }");
        await ticker.UntilAsync(t => t.Open == 1);
        await leaving.CancelAsync();
        Assert.Null(await NextAsync(first));
        await first.DisposeAsync();
        ticker.Send(5);
        Assert.Equal(Answer("ticks", "\"number\":5"), await NextAsync(second));
    }

    [Fact]
    public async Task After_the_last_has_left_the_next_begins_anew()
    {
        await (await SubscribeAsync("subscription { ticks { number } }")).DisposeAsync();
        await using var again = await SubscribeAsync("subscription { ticks { number } }");
        await ticker.UntilAsync(t => t.Open == 1);
        ticker.Send(1);
        Assert.Equal(Answer("ticks", "\"number\":1"), await NextAsync(again));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_end_of_the_source_reaches_all(bool fails)
    {
        await using var one = await SubscribeAsync("subscription { ticks { number } }");
        await using var other = await SubscribeAsync("subscription { ticks { number } }");
        await ticker.UntilAsync(t => t.Open == 1);
        ticker.Send(1);
        ticker.End(fails ? new GraphQLException("The source broke.", "BROKEN") : null);
        foreach (var stream in new[] { one, other })
        {
            Assert.Equal(Answer("ticks", "\"number\":1"), await NextAsync(stream));
            if (fails) Assert.Contains("\"The source broke.\"", await NextAsync(stream), StringComparison.Ordinal);
            Assert.Null(await NextAsync(stream));
        }
    }

    [Fact]
    public async Task A_subscriber_that_is_too_slow_for_a_complete_stream_is_disconnected_with_the_reason()
    {
        await using var stream = await SubscribeAsync("subscription { ticks { resolved } }");
        await SendAllAsync(100);
        var all = await ReadAllAsync(stream);
        Assert.Contains("STREAM_OVERFLOW", all[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscriber_that_is_too_slow_for_a_log_is_told_of_every_event_it_missed()
    {
        await using var stream = await SubscribeAsync("subscription { lines { number resolved } }");
        await SendAllAsync(100);
        ticker.End();
        var next = 0;
        foreach (var line in await ReadAllAsync(stream))
        {
            var number = JsonDocument.Parse(line).RootElement.GetProperty("data").GetProperty("lines").GetProperty("number").GetInt32();
            if (number < 0) next -= number;
            else Assert.Equal(next++, number);
        }

        Assert.Equal(100, next);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("ownState")]
    public async Task A_subscriber_that_is_too_slow_for_a_state_gets_the_latest(string field)
    {
        await using var stream = await SubscribeAsync($"subscription {{ {field} {{ number resolved }} }}");
        await SendAllAsync(100);
        ticker.End();
        var all = await ReadAllAsync(stream);
        Assert.Equal(Answer(field, "\"number\":99,\"resolved\":99"), all[^1]);
        Assert.True(all.Count < 100);
    }

    [Fact]
    public async Task A_new_subscriber_of_a_state_gets_the_latest_at_once()
    {
        await using var first = await SubscribeAsync("subscription { state { number } }");
        await ticker.UntilAsync(t => t.Open == 1);
        ticker.Send(41, 42);
        while (await NextAsync(first) != Answer("state", "\"number\":42")) { }
        await using var late = await SubscribeAsync("subscription { state { number } }");
        Assert.Equal(Answer("state", "\"number\":42"), await NextAsync(late));
        await using var otherwise = await SubscribeAsync("subscription { state { n: number } }");
        Assert.Equal(Answer("state", "\"n\":42"), await NextAsync(otherwise));
    }

    [Fact]
    public async Task An_event_shows_its_cursor_and_a_client_resumes_there()
    {
        await using var stream = await SubscribeAsync("subscription { ticks { number } }");
        await ticker.UntilAsync(t => t.Open == 1);
        ticker.Send(3);
        Assert.True(await stream.WaitToReadAsync());
        Assert.True(stream.TryRead(out var result));
        Assert.Equal("c3", result.Cursor);

        await using var resumed = (await StartAsync("subscription { resumed(after: \"old\") }", lastEventId: "new")).Events!;
        Assert.Equal("""{"data":{"resumed":"new"}}""", await NextAsync(resumed));
        await using var plain = (await StartAsync("subscription { resumed(after: \"old\") }")).Events!;
        Assert.Equal("""{"data":{"resumed":"old"}}""", await NextAsync(plain));
    }

    [Fact]
    public async Task Subscribers_that_come_and_go_all_at_once_leave_nothing_open()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 300), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            using var leaving = new CancellationTokenSource();
            await using var stream = await SubscribeAsync(i % 3 == 0 ? "subscription { ticks { number } }" : "subscription { ticks { resolved seen } }", ct: leaving.Token);
            ticker.Send(i);
            if (i % 2 == 0) await leaving.CancelAsync();
        });
        Assert.Equal(0, ticker.Open);
        Assert.True(ticker.Opened >= 1);
    }

    [SubscriptionType]
    public static class Careless
    {
        [EventStream(Shared = true)]
        public static IAsyncEnumerable<int> Waits() => throw new NotSupportedException();

        [EventStream(Shared = true, Overflow = StreamOverflow.Latest)]
        public static IAsyncEnumerable<int> Unchecked(GraphQLRequestContext context) => throw new NotSupportedException(context.ToString());

        [EventStream(Overflow = StreamOverflow.Gap, Gap = typeof(TickGap))]
        public static IAsyncEnumerable<int> WrongGap() => throw new NotSupportedException();
    }

    [Fact]
    public void Careless_settings_are_found_when_the_schema_is_made()
    {
        var e = Assert.Throws<GraphQLSchemaException>(() =>
            new DemoEngine(schema => schema.AddTypes(typeof(TickerQueries), typeof(Careless))).Services.GetRequiredService<GraphQLSchema>());
        Assert.Contains(e.Problems, problem => problem.StartsWith("Careless.Waits is shared", StringComparison.Ordinal));
        Assert.Contains(e.Problems, problem => problem.StartsWith("Careless.Unchecked is shared and takes something of the request", StringComparison.Ordinal));
        Assert.Contains(e.Problems, problem => problem.StartsWith("Careless.WrongGap needs a Gap", StringComparison.Ordinal));
    }

    private async Task SendAllAsync(int count)
    {
        await ticker.UntilAsync(t => t.Open == 1);
        // One by one, so that the execution keeps up and it is the subscriber who does not.
        for (var i = 0; i < count; i++)
        {
            var before = ticker.Resolved;
            ticker.Send(i);
            await ticker.UntilAsync(t => t.Resolved > before);
        }
    }

    private static async Task<List<string>> ReadAllAsync(GraphQLResponseStream stream)
    {
        var all = new List<string>();
        while (await NextAsync(stream) is { } line) all.Add(line);
        return all;
    }
}
