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
            cache.Add(bytes, CachedDocument.Prepare(schema, new GraphQLOptions(), bytes), comesAgain: true);
            cache.Find(bytes);
        }

        Assert.Equal(kept, cache.Count);
    }

    [Fact]
    public async Task A_document_is_kept_when_it_comes_the_second_time_and_a_subscription_at_once()
    {
        await using var engine = new DemoEngine();
        var schema = engine.Services.GetRequiredService<GraphQLSchema>();
        var cache = new DocumentCache(100, long.MaxValue);
        foreach (var (text, times) in new[] { ("{ ping }", 2), ("subscription { count(to: 1) }", 1) })
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            for (var i = 1; i <= times; i++)
            {
                Assert.Null(cache.Find(bytes));
                var document = CachedDocument.Prepare(schema, new GraphQLOptions(), bytes);
                cache.Add(bytes, document, document.ComesAgain);
            }

            Assert.NotNull(cache.Find(bytes));
        }
    }
}
