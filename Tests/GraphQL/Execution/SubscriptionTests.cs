using System.Runtime.CompilerServices;
using System.Text;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Tests.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.Execution;

public sealed class SubscriptionTests
{
    public sealed class Source
    {
        public int Asked { get; set; }
        public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [QueryType]
    public static class Queries
    {
        public static string Ping() => "pong";
    }

    [SubscriptionType]
    public static class Subscriptions
    {
        public static async IAsyncEnumerable<int> Numbers(Source source, [EnumeratorCancellation] CancellationToken ct)
        {
            try
            {
                while (true)
                {
                    await Task.Delay(1, ct);
                    yield return ++source.Asked;
                }
            }
            finally
            {
                source.Disposed.SetResult();
            }
        }

        public static async IAsyncEnumerable<int> Breaks()
        {
            yield return 1;
            await Task.Yield();
            throw new GraphQLException("broken midway", "BROKEN");
        }

        public static Task<IAsyncEnumerable<int>> Refuses() => throw new GraphQLException("not for you", "FORBIDDEN");
    }

    private static DemoEngine Engine(Source source) =>
        new(schema => schema.AddTypes(typeof(Queries), typeof(Subscriptions)), services => services.AddSingleton(source));

    [Fact]
    public async Task Each_event_is_a_result_and_the_next_is_asked_for_only_then()
    {
        var source = new Source();
        await using var engine = Engine(source);
        var started = await engine.Executor.SubscribeAsync(new GraphQLRequest { Document = "subscription { n: numbers }", Services = engine.Services });
        await using (var events = started.Events!.GetAsyncEnumerator())
        {
            for (var i = 1; i <= 3; i++)
            {
                Assert.True(await events.MoveNextAsync());
                using var result = events.Current;
                Assert.Equal($$$"""{"data":{"n":{{{i}}}}}""", Encoding.UTF8.GetString(result.Utf8Json.Span));
                Assert.Equal(i, source.Asked);
            }
        }

        await source.Disposed.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task The_stream_is_disposed_when_the_request_is_cancelled()
    {
        var source = new Source();
        await using var engine = Engine(source);
        using var cancel = new CancellationTokenSource();
        var started = await engine.Executor.SubscribeAsync(new GraphQLRequest { Document = "subscription { numbers }" }, cancel.Token);
        var count = 0;
        await foreach (var result in started.Events!)
        {
            result.Dispose();
            if (++count == 2) await cancel.CancelAsync();
        }

        Assert.Equal(2, count);
        await source.Disposed.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_stream_that_fails_midway_ends_with_an_error_result()
    {
        await using var engine = Engine(new Source());
        var started = await engine.Executor.SubscribeAsync(new GraphQLRequest { Document = "subscription { breaks }" });
        var results = new List<string>();
        await foreach (var result in started.Events!)
            using (result) results.Add(Encoding.UTF8.GetString(result.Utf8Json.Span));
        Assert.Equal("""{"data":{"breaks":1}}""", results[0]);
        Assert.StartsWith("""{"errors":[{"message":"broken midway",""", results[1], StringComparison.Ordinal);
        Assert.Equal(2, results.Count);
    }

    [Theory]
    [InlineData("subscription { refuses }", "not for you", true)]
    [InlineData("subscription { nope }", "has no field", true)]
    [InlineData("{ ping }", "pong", false)]
    public async Task What_gives_no_stream_gives_one_result(string document, string text, bool isError)
    {
        await using var engine = Engine(new Source());
        var started = await engine.Executor.SubscribeAsync(new GraphQLRequest { Document = document });
        using var single = started.Single!;
        Assert.Null(started.Events);
        Assert.Equal(isError, started.IsError);
        Assert.Contains(text, Encoding.UTF8.GetString(single.Utf8Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscription_is_not_executed_as_if_it_were_a_query()
    {
        await using var engine = Engine(new Source());
        Assert.Contains("gives a stream", await engine.RunAsync("subscription { numbers }"), StringComparison.Ordinal);
    }
}
