using System.Text;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Tests.Demo;
using GraphPlatform.GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.Execution;

public sealed class DocumentCacheTests
{
    [Theory]
    [InlineData(5, long.MaxValue, 5)]
    [InlineData(1000, 3500, 10)]
    [InlineData(1000, 100, 0)]
    public async Task It_keeps_no_more_than_its_number_and_its_weight(int capacity, long weight, int kept)
    {
        await using var engine = new DemoEngine();
        var schema = engine.Services.GetRequiredService<GraphQLSchema>();
        var cache = new DocumentCache(capacity, weight);
        for (var i = 0; i < 50; i++)
        {
            // 20 bytes and one field: 320 each.
            var bytes = Encoding.UTF8.GetBytes($"{{ ping }} # {i:D4}".PadRight(20));
            cache.Add(bytes, CachedDocument.Prepare(schema, new GraphQLOptions(), bytes));
            cache.Find(bytes);
        }

        Assert.Equal(kept, cache.Count);
    }
}
