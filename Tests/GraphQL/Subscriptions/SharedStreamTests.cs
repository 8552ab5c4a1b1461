using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Tests.Demo;
using GraphPlatform.GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.Subscriptions;

public sealed class SharedStreamTests : IAsyncDisposable
{
    private readonly TickerEngine engine = new();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task The_same_operation_is_executed_once_for_all_its_subscribers()
    {
        var streams = new List<GraphQLResponseStream>();
        for (var i = 0; i < 10; i++) streams.Add(await engine.SubscribeAsync("subscription($t: String!) { ticks(topic: $t) { resolved } }", $"user{i}", """{"t":"x"}"""));
        await engine.Ticker.UntilAsync(t => t.Open == 1);
        engine.Ticker.Send(1, 2);
        foreach (var stream in streams)
        {
            Assert.Equal(TickerEngine.Answer("ticks", "\"resolved\":1"), await TickerEngine.NextAsync(stream));
            Assert.Equal(TickerEngine.Answer("ticks", "\"resolved\":2"), await TickerEngine.NextAsync(stream));
        }

        Assert.Equal((1, 2), (engine.Ticker.Opened, engine.Ticker.Resolved));
        foreach (var stream in streams) await stream.DisposeAsync();
        Assert.Equal(0, engine.Ticker.Open);
    }

    [Fact]
    public async Task Other_selections_share_the_source_and_are_executed_each_for_itself()
    {
        await using var one = await engine.SubscribeAsync("subscription { ticks { resolved } }");
        await using var other = await engine.SubscribeAsync("subscription { ticks { n: resolved number } }");
        await engine.Ticker.UntilAsync(t => t.Open == 1);
        engine.Ticker.Send(7);
        Assert.Equal(TickerEngine.Answer("ticks", "\"resolved\":7"), await TickerEngine.NextAsync(one));
        Assert.Equal(TickerEngine.Answer("ticks", "\"n\":7,\"number\":7"), await TickerEngine.NextAsync(other));
        Assert.Equal((1, 2), (engine.Ticker.Opened, engine.Ticker.Resolved));
    }

    [Fact]
    public async Task Other_arguments_have_a_source_of_their_own()
    {
        await using var one = await engine.SubscribeAsync("subscription { ticks(topic: \"x\") { number } }");
        await using var same = await engine.SubscribeAsync("subscription($t: String = \"x\") { ticks(topic: $t) { number } }");
        await using var other = await engine.SubscribeAsync("subscription($t: String!) { ticks(topic: $t) { number } }", null, """{"t":"y"}""");
        await engine.Ticker.UntilAsync(t => t.Open >= 2);
        engine.Ticker.Send(1);
        foreach (var stream in new[] { one, same, other }) Assert.Equal(TickerEngine.Answer("ticks", "\"number\":1"), await TickerEngine.NextAsync(stream));
        Assert.Equal(2, engine.Ticker.Opened);
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
                return engine.SubscribeAsync(document);
            }, TaskCreationOptions.LongRunning).Unwrap()));
            await engine.Ticker.UntilAsync(t => t.Open == 1);
            var before = engine.Ticker.Resolved;
            engine.Ticker.Send(round);
            foreach (var stream in streams) Assert.Equal(TickerEngine.Answer("ticks", $"\"resolved\":{round}"), await TickerEngine.NextAsync(stream));
            Assert.Equal(before + 1, engine.Ticker.Resolved);
            foreach (var stream in streams) await stream.DisposeAsync();
        }
    }

    /// <summary>A run that waited for a value which nobody wants any more is not used again while that value is still to come.</summary>
    [Fact]
    public async Task Events_that_wait_and_events_that_fail_do_not_get_into_each_other()
    {
        await using var stream = await engine.SubscribeAsync("subscription { maybe { late fails number } }");
        await engine.Ticker.UntilAsync(t => t.Open == 1);
        for (var i = 0; i < 400; i++) engine.Ticker.Send(i);
        for (var i = 0; i < 400; i++)
        {
            var answer = await TickerEngine.NextAsync(stream);
            if (i % 2 == 0) Assert.Equal(TickerEngine.Answer("maybe", $"\"late\":{i},\"fails\":\"even\",\"number\":{i}"), answer);
            else Assert.StartsWith("""{"data":{"maybe":null},"errors":[{"message":"odd",""", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_cancels_while_it_starts_takes_the_stream_from_nobody()
    {
        for (var i = 0; i < 100; i++)
        {
            using var leaving = new CancellationTokenSource();
            var cancelled = Task.Run(() => engine.StartAsync("subscription { ticks { number } }", ct: leaving.Token));
            var other = Task.Run(() => engine.SubscribeAsync("subscription { ticks { number } }"));
            await leaving.CancelAsync();
            await using var stream = await other;
            await engine.Ticker.UntilAsync(t => t.Open >= 1);
            var next = TickerEngine.NextAsync(stream);
            await engine.Ticker.UntilAsync(t =>
            {
                t.Send(i);
                return next.IsCompleted;
            });
            Assert.Equal(TickerEngine.Answer("ticks", $"\"number\":{i}"), await next);
            try
            {
                if ((await cancelled).Events is { } left) await left.DisposeAsync();
            }
            catch (OperationCanceledException)
            {
                // It was early enough.
            }
        }
    }

    [Fact]
    public async Task Who_resumes_elsewhere_has_a_source_of_their_own()
    {
        await using var fromNow = (await engine.StartAsync("subscription { ticks { number } }")).Events!;
        await using var resumed = (await engine.StartAsync("subscription { ticks { number } }", lastEventId: "c1")).Events!;
        await engine.Ticker.UntilAsync(t => t.Open == 2);
    }

    [Fact]
    public async Task What_asks_who_asks_is_executed_for_each()
    {
        await using var ann = await engine.SubscribeAsync("subscription { ticks { seen } }", "ann");
        await using var ben = await engine.SubscribeAsync("subscription { ticks { seen } }", "ben");
        await engine.Ticker.UntilAsync(t => t.Open == 1);
        engine.Ticker.Send(1);
        Assert.Equal(TickerEngine.Answer("ticks", "\"seen\":\"ann:1\""), await TickerEngine.NextAsync(ann));
        Assert.Equal(TickerEngine.Answer("ticks", "\"seen\":\"ben:1\""), await TickerEngine.NextAsync(ben));
        Assert.Equal(1, engine.Ticker.Opened);
    }

    [Fact]
    public async Task What_is_shared_knows_nothing_of_who_began_it()
    {
        Ticker.Ambient.Value = "ann";
        await using var ann = await engine.SubscribeAsync("subscription { ticks { ambient } }", "ann");
        Ticker.Ambient.Value = "ben";
        await using var ben = await engine.SubscribeAsync("subscription { ticks { ambient } }", "ben");
        await engine.Ticker.UntilAsync(t => t.Open == 1);
        engine.Ticker.Send(1);
        Assert.Equal(TickerEngine.Answer("ticks", "\"ambient\":\"nobody\""), await TickerEngine.NextAsync(ann));
        Assert.Equal(TickerEngine.Answer("ticks", "\"ambient\":\"nobody\""), await TickerEngine.NextAsync(ben));
    }

    [Fact]
    public async Task Who_may_not_is_refused_although_others_are_subscribed()
    {
        await using var ann = await engine.SubscribeAsync("subscription { ticks { number } }", "ann");
        var refused = await engine.StartAsync("subscription { ticks { number } }", "stranger");
        Assert.Null(refused.Events);
        Assert.Equal("FORBIDDEN", Assert.Single(refused.Single!.Errors).Code);
    }

    [Fact]
    public async Task The_source_goes_on_when_the_one_who_began_it_leaves()
    {
        using var leaving = new CancellationTokenSource();
        var first = await engine.SubscribeAsync("subscription { ticks { number } }", ct: leaving.Token);
        await using var second = await engine.SubscribeAsync("subscription { ticks { number } }");
        await engine.Ticker.UntilAsync(t => t.Open == 1);
        await leaving.CancelAsync();
        Assert.Null(await TickerEngine.NextAsync(first));
        await first.DisposeAsync();
        engine.Ticker.Send(5);
        Assert.Equal(TickerEngine.Answer("ticks", "\"number\":5"), await TickerEngine.NextAsync(second));
    }

    [Fact]
    public async Task After_the_last_has_left_the_next_begins_anew()
    {
        await (await engine.SubscribeAsync("subscription { ticks { number } }")).DisposeAsync();
        await using var again = await engine.SubscribeAsync("subscription { ticks { number } }");
        await engine.Ticker.UntilAsync(t => t.Open == 1);
        engine.Ticker.Send(1);
        Assert.Equal(TickerEngine.Answer("ticks", "\"number\":1"), await TickerEngine.NextAsync(again));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_end_of_the_source_reaches_all(bool fails)
    {
        await using var one = await engine.SubscribeAsync("subscription { ticks { number } }");
        await using var other = await engine.SubscribeAsync("subscription { ticks { number } }");
        await engine.Ticker.UntilAsync(t => t.Open == 1);
        engine.Ticker.Send(1);
        engine.Ticker.End(fails ? new GraphQLException("The source broke.", "BROKEN") : null);
        foreach (var stream in new[] { one, other })
        {
            Assert.Equal(TickerEngine.Answer("ticks", "\"number\":1"), await TickerEngine.NextAsync(stream));
            if (fails) Assert.Contains("\"The source broke.\"", await TickerEngine.NextAsync(stream), StringComparison.Ordinal);
            Assert.Null(await TickerEngine.NextAsync(stream));
        }
    }

    [Fact]
    public async Task An_event_shows_its_cursor_and_a_client_resumes_there()
    {
        await using var stream = await engine.SubscribeAsync("subscription { ticks { number } }");
        await engine.Ticker.UntilAsync(t => t.Open == 1);
        engine.Ticker.Send(3);
        Assert.True(await stream.WaitToReadAsync());
        Assert.True(stream.TryRead(out var result));
        Assert.Equal("c3", result.Cursor);

        await using var resumed = (await engine.StartAsync("subscription { resumed(after: \"old\") }", lastEventId: "new")).Events!;
        Assert.Equal("""{"data":{"resumed":"new"}}""", await TickerEngine.NextAsync(resumed));
        await using var plain = (await engine.StartAsync("subscription { resumed(after: \"old\") }")).Events!;
        Assert.Equal("""{"data":{"resumed":"old"}}""", await TickerEngine.NextAsync(plain));
    }

    [Fact]
    public async Task Subscribers_that_come_and_go_all_at_once_leave_nothing_open()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 300), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            using var leaving = new CancellationTokenSource();
            await using var stream = await engine.SubscribeAsync(i % 3 == 0 ? "subscription { ticks { number } }" : "subscription { ticks { resolved seen } }", ct: leaving.Token);
            engine.Ticker.Send(i);
            if (i % 2 == 0) await leaving.CancelAsync();
        });
        Assert.Equal(0, engine.Ticker.Open);
        Assert.True(engine.Ticker.Opened >= 1);
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
}
