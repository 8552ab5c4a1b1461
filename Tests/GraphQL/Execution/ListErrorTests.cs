using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Tests.Demo;

namespace GraphPlatform.GraphQL.Tests.Execution;

/// <summary>Items that cannot be completed, and sequences that fail between items.</summary>
public sealed class ListErrorTests
{
    /// <summary>Implements the interface of the schema without being bound to a type of it.</summary>
    private sealed record Stray(string Id) : INode;

    [QueryType]
    public static class Queries
    {
        private static readonly INode[] Nodes = [DemoQueries.Rex, DemoQueries.Tom, new Stray("s"), DemoQueries.Rex];

        public static IReadOnlyList<INode?> Loose() => Nodes;

        public static IReadOnlyList<INode>? Strict() => Nodes;

        public static IEnumerable<int>? Breaks()
        {
            yield return 1;
            yield return 2;
            throw new GraphQLException("no third", "BROKEN");
        }

        public static IReadOnlyList<IEnumerable<int>?> Nested() => [[1], Breaks(), [3]];
    }

    [Theory]
    [InlineData("{ loose { id } }", """{"loose":[{"id":"d1"},{"id":"c1"},null,{"id":"d1"}]}""", """["loose",2]""")]
    [InlineData("{ strict { id } }", """{"strict":null}""", """["strict",2]""")]
    [InlineData("{ breaks }", """{"breaks":null}""", """["breaks"]""")]
    [InlineData("{ nested }", """{"nested":[[1],null,[3]]}""", """["nested",1]""")]
    public async Task The_null_and_the_path_are_those_of_the_position_that_failed(string document, string data, string path)
    {
        await using var engine = new DemoEngine(schema => schema.AddTypes(typeof(Queries), typeof(INode), typeof(Dog), typeof(Cat)));
        using var response = System.Text.Json.JsonDocument.Parse(await engine.RunAsync(document));
        Assert.Equal(data, response.RootElement.GetProperty("data").GetRawText());
        Assert.Equal(path, Assert.Single(response.RootElement.GetProperty("errors").EnumerateArray()).GetProperty("path").GetRawText());
    }
}
