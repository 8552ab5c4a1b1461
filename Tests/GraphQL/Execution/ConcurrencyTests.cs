using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Tests.Demo;

namespace GraphPlatform.GraphQL.Tests.Execution;

public sealed class ConcurrencyTests
{
    [QueryType]
    public static class Queries
    {
        public static IReadOnlyList<Item> Items(int count) => [.. Enumerable.Range(0, count).Select(i => new Item(i))];
    }

    [ObjectType]
    public sealed record Item(int Number)
    {
        public async Task<int> LaterAsync(int seed)
        {
            var random = new Random(seed * 1000 + Number);
            for (var i = random.Next(4); i > 0; i--) await Task.Yield();
            return Number;
        }

        public async Task<Item?> NextAsync(DoubleLoader loader)
        {
            if (Number % 3 == 0) await Task.Yield();
            return new Item(await loader.LoadAsync(Number));
        }
    }

    public sealed class DoubleLoader : DataLoader<int, int>
    {
        protected override async Task<IReadOnlyDictionary<int, int>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return keys.ToDictionary(key => key, key => key * 2);
        }
    }

    [Fact]
    public async Task However_values_arrive_the_answer_is_the_same()
    {
        await using var engine = new DemoEngine(schema => schema.AddTypes(typeof(Queries), typeof(Item)));
        const string Document = "query($seed: Int!) { items(count: 30) { number later(seed: $seed) next { later(seed: $seed) next { number } } } }";
        var items = Enumerable.Range(0, 30).Select(i =>
            "{\"number\":" + i + ",\"later\":" + i + ",\"next\":{\"later\":" + (2 * i) + ",\"next\":{\"number\":" + (4 * i) + "}}}");
        var expected = "{\"data\":{\"items\":[" + string.Join(',', items) + "]}}";
        await Parallel.ForEachAsync(Enumerable.Range(0, 500), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (seed, ct) =>
            Assert.Equal(expected, await engine.RunAsync(Document, "{\"seed\":" + seed + "}", ct: ct).WaitAsync(TimeSpan.FromSeconds(30), ct)));
    }
}
