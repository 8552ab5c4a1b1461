#pragma warning disable CA1822 // Fields of a GraphQL object are instance members.
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Tests.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.Execution;

/// <summary>Runs that do not end as their document would have it: too large, cancelled, or with something that throws where no field does.</summary>
public sealed class RunEndingTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public sealed class Untidy : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => throw new InvalidOperationException("cannot clean up");
    }

    public sealed class Tidy(TaskCompletionSource disposed) : IDisposable
    {
        public void Dispose() => disposed.TrySetResult();
    }

    public sealed record Picky
    {
        public Picky(int size) => Size = size < 10 ? size : throw new GraphQLException("too large a size", "PICKY");

        public int Size { get; }
    }

    [ObjectType]
    public sealed record Item(int Number)
    {
        public string Text => new('x', 100);

        public string? Bad => throw new GraphQLException("bad", "BAD");

        public async Task<string> LaterAsync()
        {
            await Task.Yield();
            return Text;
        }
    }

    [QueryType]
    public static class Queries
    {
        public static string Ping() => "pong";

        public static IEnumerable<Item> Items(int count) => Enumerable.Range(0, count).Select(i => new Item(i));

        public static string Long() => new('x', 20_000);

        public static IEnumerable<int> Endless(CancellationTokenSource cancel)
        {
            for (var i = 0; ; i++)
            {
                if (i == 100) cancel.Cancel();
                yield return i;
            }
        }

        public static int? Picked(Picky picky) => picky.Size;

        public static string Use(Untidy untidy) => untidy.ToString()![..0] + "used";
    }

    [MutationType]
    public static class Mutations
    {
        public static IEnumerable<Item> Make(int count) => Queries.Items(count);
    }

    [SubscriptionType]
    public static class Subscriptions
    {
        public static async Task<IAsyncEnumerable<int>> Waits(Tidy tidy, CancellationToken ct)
        {
            await Task.Delay(Timeout.Infinite, ct);
            throw new InvalidOperationException(tidy.ToString());
        }

        public static async IAsyncEnumerable<IEnumerable<Item>> Batches()
        {
            await Task.Yield();
            yield return Queries.Items(1);
            yield return Queries.Items(1000);
            yield return Queries.Items(1);
        }
    }

    private static DemoEngine Engine(Action<IServiceCollection>? services = null) => new(
        schema =>
        {
            schema.AddTypes(typeof(Queries), typeof(Mutations), typeof(Subscriptions), typeof(Item));
            schema.Options.MaxResponseBytes = 10_000;
        },
        collection =>
        {
            collection.AddScoped<Untidy>();
            collection.AddSingleton<CancellationTokenSource>();
            collection.AddSingleton(new TaskCompletionSource());
            collection.AddScoped<Tidy>();
            services?.Invoke(collection);
        });

    [Theory]
    [InlineData("{ items(count: 100000000) { text } }")]
    [InlineData("{ items(count: 100) { later } }")]
    [InlineData("{ items(count: 100000000) { bad } }")]
    [InlineData("{ long }")]
    [InlineData("mutation { make(count: 2) { text } more: make(count: 100000000) { later } }")]
    public async Task A_response_over_the_limit_is_given_up(string document)
    {
        await using var engine = Engine();
        Assert.Equal(
            """{"errors":[{"message":"The response is larger than 10000 bytes: ask for less at a time.","extensions":{"code":"RESPONSE_TOO_LARGE"}}]}""",
            await engine.RunAsync(document).WaitAsync(Limit));
        Assert.Equal("""{"data":{"ping":"pong"}}""", await engine.RunAsync("{ ping }"));
    }

    [Fact]
    public async Task Each_event_of_a_subscription_has_the_limit_for_itself()
    {
        await using var engine = Engine();
        var started = await engine.Executor.SubscribeAsync(new GraphQLRequest { Document = "subscription { batches { number later } }" });
        var sizes = new List<bool>();
        await foreach (var result in started.Events!)
            using (result) sizes.Add(result.HasData);
        Assert.Equal([true, false, true], sizes);
    }

    [Fact]
    public async Task A_walk_that_nobody_waits_for_any_more_ends_at_the_next_item()
    {
        using var cancel = new CancellationTokenSource();
        await using var engine = Engine(services => services.AddSingleton(cancel));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() => engine.RunAsync("{ endless }", ct: cancel.Token)).WaitAsync(Limit));
    }

    [Theory]
    [InlineData("{ ping picked(picky: { size: 50 }) }", null)]
    [InlineData("query($n: Int!) { ping picked(picky: { size: $n }) }", """{"n":50}""")]
    public async Task An_argument_that_its_own_type_refuses_is_an_error_of_the_field(string document, string? variables)
    {
        await using var engine = Engine();
        var response = await engine.RunAsync(document, variables);
        Assert.StartsWith("""{"data":{"ping":"pong","picked":null},"errors":[{"message":"too large a size",""", response, StringComparison.Ordinal);
        Assert.EndsWith("""path":["picked"],"extensions":{"code":"PICKY"}}]}""", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("query($p: Picky!) { ping picked(picky: $p) }", """{"p":{"size":50}}""")]
    [InlineData("query($p: Picky = { size: 50 }) { ping picked(picky: $p) }", "{}")]
    public async Task A_variable_that_its_own_type_refuses_is_a_request_error(string document, string variables)
    {
        await using var engine = Engine();
        Assert.Equal("""{"errors":[{"message":"too large a size","extensions":{"code":"PICKY"}}]}""", await engine.RunAsync(document, variables));
    }

    [Fact]
    public async Task Services_that_cannot_clean_up_do_not_take_the_answer_away()
    {
        await using var engine = Engine();
        Assert.Equal("""{"data":{"use":"used"}}""", await engine.RunAsync("{ use }"));
    }

    [Fact]
    public async Task A_subscribe_that_is_cancelled_disposes_its_services()
    {
        await using var engine = Engine();
        using var cancel = new CancellationTokenSource();
        var started = engine.Executor.SubscribeAsync(new GraphQLRequest { Document = "subscription { waits }" }, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => started.WaitAsync(Limit));
        await engine.Services.GetRequiredService<TaskCompletionSource>().Task.WaitAsync(Limit);
    }

    [Theory]
    [InlineData("query($m: PetMood!) { ping dogs(filter: { moods: [$m] }) { id } }", """{"m":"\ud800"}""", "$m")]
    [InlineData("query($f: PetFilter!) { ping dogs(filter: $f) { id } }", """{"f":{"\ud800":1}}""", "$f")]
    [InlineData("query($name: String!) { echo(text: $name) }", """{"n\ud800":"x"}""", "$name")]
    [InlineData("query($name: String!) { echo(text: $name) }", """{"name":"\ud800"}""", "$name")]
    public async Task Text_that_is_not_unicode_is_the_users_mistake(string document, string variables, string name)
    {
        await using var engine = new DemoEngine();
        var response = await engine.RunAsync(document, variables);
        Assert.StartsWith($$"""{"errors":[{"message":"Variable {{name}} """, response, StringComparison.Ordinal);
        Assert.EndsWith("""{"code":"BAD_USER_INPUT"}}]}""", response, StringComparison.Ordinal);
    }
}
