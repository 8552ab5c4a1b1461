using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Tests.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.Execution;

public sealed class MutationLoaderTests
{
    public sealed class Counter
    {
        public int Value { get; set; }
    }

    public sealed class CounterLoader(Counter counter) : DataLoader<int, int>
    {
        protected override async Task<IReadOnlyDictionary<int, int>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return keys.ToDictionary(key => key, _ => counter.Value);
        }
    }

    [ObjectType]
    public sealed record Counted(int By)
    {
        public Task<int> NowAsync(CounterLoader loader) => loader.LoadAsync(By - By);
    }

    [QueryType]
    public static class Queries
    {
        public static string Ping() => "pong";
    }

    [MutationType]
    public static class Mutations
    {
        public static Counted Add(int by, Counter counter)
        {
            counter.Value += by;
            return new Counted(by);
        }
    }

    [Fact]
    public async Task A_field_of_a_mutation_does_not_see_what_was_loaded_before_it()
    {
        await using var engine = new DemoEngine(
            schema => schema.AddTypes(typeof(Queries), typeof(Mutations), typeof(Counted)), services => services.AddSingleton<Counter>());
        Assert.Equal("""{"data":{"a":{"now":1},"b":{"now":3}}}""", await engine.RunAsync("mutation { a: add(by: 1) { now } b: add(by: 2) { now } }"));
    }
}
