using System.Text.Json;

namespace GraphPlatform.GraphQL.Tests.Subscriptions;

/// <summary>What those get who do not keep up.</summary>
public sealed class OverflowTests : IAsyncDisposable
{
    private readonly TickerEngine engine = new();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task Newcomers_do_not_join_an_execution_that_has_ended()
    {
        await using var hung = await engine.SubscribeAsync("subscription { ticks { held } }");
        await using var quick = await engine.SubscribeAsync("subscription { ticks { number } }");
        await engine.Ticker.UntilAsync(t => t.Open == 1);
        for (var i = 0; i < 100; i++)
        {
            engine.Ticker.Send(i);
            Assert.Equal(TickerEngine.Answer("ticks", $"\"number\":{i}"), await TickerEngine.NextAsync(quick));
        }

        engine.Ticker.Release();
        Assert.Contains("STREAM_OVERFLOW", (await TickerEngine.ReadAllAsync(hung))[^1], StringComparison.Ordinal);
        await using var again = await engine.SubscribeAsync("subscription { ticks { held } }");
        engine.Ticker.Send(100);
        Assert.Equal(TickerEngine.Answer("ticks", "\"held\":100"), await TickerEngine.NextAsync(again));
    }

    [Fact]
    public async Task An_execution_that_hangs_holds_nobody_up_and_tells_what_it_missed()
    {
        await using var hung = await engine.SubscribeAsync("subscription { lines { number held } }");
        await using var quick = await engine.SubscribeAsync("subscription { lines { number } }");
        await engine.Ticker.UntilAsync(t => t.Open == 1);
        for (var i = 0; i < 100; i++)
        {
            engine.Ticker.Send(i);
            Assert.Equal(TickerEngine.Answer("lines", $"\"number\":{i}"), await TickerEngine.NextAsync(quick));
        }

        engine.Ticker.Release();
        engine.Ticker.End();
        var next = 0;
        var lost = 0;
        foreach (var line in await TickerEngine.ReadAllAsync(hung))
        {
            var number = JsonDocument.Parse(line).RootElement.GetProperty("data").GetProperty("lines").GetProperty("number").GetInt32();
            if (number < 0) (next, lost) = (next - number, lost - number);
            else Assert.Equal(next++, number);
        }

        Assert.Equal(100, next);
        Assert.True(lost > 0);
    }

    [Fact]
    public async Task A_subscriber_that_is_too_slow_for_a_complete_stream_is_disconnected_with_the_reason()
    {
        await using var stream = await engine.SubscribeAsync("subscription { ticks { resolved } }");
        await engine.SendAllAsync(100);
        var all = await TickerEngine.ReadAllAsync(stream);
        Assert.Contains("STREAM_OVERFLOW", all[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscriber_that_is_too_slow_for_a_log_is_told_of_every_event_it_missed()
    {
        await using var stream = await engine.SubscribeAsync("subscription { lines { number resolved } }");
        await engine.SendAllAsync(100);
        engine.Ticker.End();
        var next = 0;
        foreach (var line in await TickerEngine.ReadAllAsync(stream))
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
        await using var stream = await engine.SubscribeAsync($"subscription {{ {field} {{ number resolved }} }}");
        await engine.SendAllAsync(100);
        engine.Ticker.End();
        var all = await TickerEngine.ReadAllAsync(stream);
        Assert.Equal(TickerEngine.Answer(field, "\"number\":99,\"resolved\":99"), all[^1]);
        Assert.True(all.Count < 100);
    }

    [Fact]
    public async Task A_new_subscriber_of_a_state_gets_the_latest_at_once()
    {
        await using var first = await engine.SubscribeAsync("subscription { state { number } }");
        await engine.Ticker.UntilAsync(t => t.Open == 1);
        engine.Ticker.Send(41, 42);
        while (await TickerEngine.NextAsync(first) != TickerEngine.Answer("state", "\"number\":42")) { }
        await using var late = await engine.SubscribeAsync("subscription { state { number } }");
        Assert.Equal(TickerEngine.Answer("state", "\"number\":42"), await TickerEngine.NextAsync(late));
        await using var otherwise = await engine.SubscribeAsync("subscription { state { n: number } }");
        Assert.Equal(TickerEngine.Answer("state", "\"n\":42"), await TickerEngine.NextAsync(otherwise));
    }
}
