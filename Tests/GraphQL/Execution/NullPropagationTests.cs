#pragma warning disable CA1822 // Fields of a GraphQL object are instance members.
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Tests.Demo;

namespace GraphPlatform.GraphQL.Tests.Execution;

/// <summary>Section 6.4.4, with values that are there at once and values that come later.</summary>
public sealed class NullPropagationTests
{
    [ObjectType]
    public sealed record Node(int Depth)
    {
        public string Ok => $"ok{Depth}";
        public string Bad => throw new GraphPlatform.GraphQL.Execution.GraphQLException("bad", "BAD");
        public string? NullableBad => throw new GraphPlatform.GraphQL.Execution.GraphQLException("bad", "BAD");
        public string NullInNonNull => null!;
        public Node? Maybe => new(Depth + 1);
        public Node Sure => new(Depth + 1);
        public IReadOnlyList<string?> Items => ["a", null, "c"];
        public IReadOnlyList<string> StrictItems => ["a", null!, "c"];
        public IReadOnlyList<Node?> Nodes => [new(1), null, new(2)];
        public IReadOnlyList<Node> SureNodes => [new(1), new(2)];

        public async Task<string> LaterOkAsync()
        {
            await Task.Delay(5 + Depth);
            return Ok;
        }

        public async Task<string> LaterBadAsync()
        {
            await Task.Delay(3);
            return Bad;
        }

        public async Task<Node?> LaterMaybeAsync()
        {
            await Task.Yield();
            return new Node(Depth + 1);
        }

        public async Task<Node> LaterSureAsync()
        {
            await Task.Yield();
            return new Node(Depth + 1);
        }
    }

    [QueryType]
    public static class Queries
    {
        public static Node? Root() => new(0);

        public static Node Strict() => new(0);
    }

    [Theory]
    [InlineData("{ root { ok nullableBad } }", """{"root":{"ok":"ok0","nullableBad":null}}""", "root.nullableBad")]
    [InlineData("{ root { ok bad } }", """{"root":null}""", "root.bad")]
    [InlineData("{ root { nullInNonNull } }", """{"root":null}""", "root.nullInNonNull")]
    [InlineData("{ root { maybe { sure { bad } } ok } }", """{"root":{"maybe":null,"ok":"ok0"}}""", "root.maybe.sure.bad")]
    [InlineData("{ root { ok } strict { bad } }", "null", "strict.bad")]
    [InlineData("{ root { items } }", """{"root":{"items":["a",null,"c"]}}""", "")]
    [InlineData("{ root { maybe { strictItems } } }", """{"root":{"maybe":null}}""", "root.maybe.strictItems.1")]
    [InlineData("{ root { nodes { ok bad } } }", """{"root":{"nodes":[null,null,null]}}""", "root.nodes.0.bad root.nodes.2.bad")]
    [InlineData("{ root { sureNodes { bad } } }", """{"root":null}""", "root.sureNodes.0.bad")]
    [InlineData("{ root { laterOk ok } }", """{"root":{"laterOk":"ok0","ok":"ok0"}}""", "")]
    [InlineData("{ root { laterBad ok } }", """{"root":null}""", "root.laterBad")]
    [InlineData("{ root { maybe { ok laterBad laterOk } ok } }", """{"root":{"maybe":null,"ok":"ok0"}}""", "root.maybe.laterBad")]
    [InlineData("{ root { nodes { laterOk sure { laterBad } } laterOk } }", """{"root":{"nodes":[null,null,null],"laterOk":"ok0"}}""", "root.nodes.0.sure.laterBad root.nodes.2.sure.laterBad")]
    [InlineData("{ root { laterMaybe { laterSure { laterBad ok } } ok } }", """{"root":{"laterMaybe":null,"ok":"ok0"}}""", "root.laterMaybe.laterSure.laterBad")]
    [InlineData("{ root { laterSure { laterMaybe { ok laterOk laterSure { laterOk } } } laterOk } }", """{"root":{"laterSure":{"laterMaybe":{"ok":"ok2","laterOk":"ok2","laterSure":{"laterOk":"ok3"}}},"laterOk":"ok0"}}""", "")]
    [InlineData("{ strict { laterSure { laterBad } } }", "null", "strict.laterSure.laterBad")]
    [InlineData("{ root { laterOk bad } }", """{"root":null}""", "root.bad")]
    [InlineData("{ root { laterSure { laterOk bad } } }", """{"root":null}""", "root.laterSure.bad")]
    [InlineData("{ root { maybe { laterOk bad } laterOk nodes { laterOk } } }", """{"root":{"maybe":null,"laterOk":"ok0","nodes":[{"laterOk":"ok1"},null,{"laterOk":"ok2"}]}}""", "root.maybe.bad")]
    [InlineData("{ root { maybe { maybe { laterOk } bad } laterSure { laterBad } } }", """{"root":null}""", "root.laterSure.laterBad root.maybe.bad")]
    public async Task A_null_goes_to_the_nearest_nullable_parent(string document, string data, string paths)
    {
        await using var engine = new DemoEngine(schema => schema.AddTypes(typeof(Queries), typeof(Node)));
        using var response = System.Text.Json.JsonDocument.Parse(await engine.RunAsync(document));
        Assert.Equal(data, response.RootElement.GetProperty("data").GetRawText());
        var found = response.RootElement.TryGetProperty("errors", out var errors)
            ? errors.EnumerateArray().Select(error => string.Join('.', error.GetProperty("path").EnumerateArray().Select(step => step.ToString()))).Order().ToArray() : [];
        Assert.Equal(paths.Split(' ', StringSplitOptions.RemoveEmptyEntries), found);
    }
}
