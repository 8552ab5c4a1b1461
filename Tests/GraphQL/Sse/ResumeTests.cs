using System.Globalization;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Tests.Demo;
using GraphPlatform.GraphQL.Tests.Http;

namespace GraphPlatform.GraphQL.Tests.Sse;

/// <summary>An event's <c>id</c> is its cursor; a client that comes back says the last one it saw.</summary>
public sealed class ResumeTests
{
    private static Task<DemoServer> ServerAsync() => DemoServer.StartAsync(schema: schema => { DemoEngine.Configure(schema); schema.AddTypes(typeof(Numbers), typeof(Numbered)); });

    private static string Event(int n) => $$$$"""
        id: place {{{{n}}}}
        event: next
        data: {"data":{"numbers":{"n":{{{{n}}}}}}}
        """;

    [Fact]
    public async Task A_stream_goes_on_after_the_last_event_that_was_seen()
    {
        await using var server = await ServerAsync();
        using (var first = await EventStreamClient.StartAsync(server, "subscription{numbers(to:4){n}}"))
        {
            Assert.Equal(Event(1), await first.ReadAsync());
            Assert.Equal(Event(2), await first.ReadAsync());
        }

        using var second = await EventStreamClient.StartAsync(server, "subscription{numbers(to:4){n}}", ("Last-Event-ID", "place 2"));
        Assert.Equal(Event(3), await second.ReadAsync());
        Assert.Equal(Event(4), await second.ReadAsync());
        Assert.Equal("event: complete\ndata:", await second.ReadAsync());
    }

    [Fact]
    public async Task The_header_wins_over_the_argument_because_a_browser_sends_the_same_document_again()
    {
        await using var server = await ServerAsync();
        using var stream = await EventStreamClient.StartAsync(server, """subscription{numbers(to:4,after:"place 1"){n}}""", ("Last-Event-ID", "place 3"));
        Assert.Equal(Event(4), await stream.ReadAsync());
        using var plain = await EventStreamClient.StartAsync(server, """subscription{numbers(to:4,after:"place 1"){n}}""");
        Assert.Equal(Event(2), await plain.ReadAsync());
    }

    [Theory]
    [InlineData("a\nevent: complete")]
    [InlineData("a\rb")]
    [InlineData("a\0b")]
    public async Task A_cursor_that_cannot_be_an_id_is_left_out(string cursor)
    {
        await using var server = await ServerAsync();
        using var stream = await EventStreamClient.StartAsync(server, $"subscription{{one(cursor:{System.Text.Json.JsonSerializer.Serialize(cursor)}){{n}}}}");
        Assert.Equal("event: next\ndata: {\"data\":{\"one\":{\"n\":0}}}", await stream.ReadAsync());
    }
}

[ObjectType]
public sealed record Numbered(int N, [property: Ignore] string? Cursor) : ICursorEvent;

[SubscriptionType]
public static class Numbers
{
    [Name("numbers")]
    public static async IAsyncEnumerable<Numbered> CountAsync(int to, [ResumeAfter] string? after = null)
    {
        for (var n = after is null ? 1 : int.Parse(after[6..], CultureInfo.InvariantCulture) + 1; n <= to; n++)
        {
            await Task.Yield();
            yield return new Numbered(n, $"place {n}");
        }
    }

    public static async IAsyncEnumerable<Numbered> One(string cursor)
    {
        await Task.Yield();
        yield return new Numbered(0, cursor);
    }
}
