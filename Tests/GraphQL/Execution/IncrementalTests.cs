using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Tests.Demo;

namespace GraphPlatform.GraphQL.Tests.Execution;

public sealed class IncrementalTests
{
    [QueryType]
    public static class Queries
    {
        public static Person Me() => new("me");

        public static IReadOnlyList<Person> People() => [new("ann"), new("ben"), new("cid")];

        public static IEnumerable<Person> Crowd() => Enumerable.Range(0, 500).Select(i => new Person($"p{i}"));

        public static async IAsyncEnumerable<int> Numbers(int to = 5, int? failAt = null)
        {
            for (var i = 1; i <= to; i++)
            {
                if (i % 2 == 0) await Task.Yield();
                if (i == failAt) throw new GraphQLException($"No {i}.", "NO");
                yield return i;
            }
        }

        public static IEnumerable<string?> Maybe() => ["a", null, "c"];

        public static IEnumerable<Person> Broken() => [new("ann"), new("bad"), new("cid")];
    }

    [MutationType]
    public static class Mutations
    {
        public static Person Rename() => new("new");
    }

    [SubscriptionType]
    public static class Subscriptions
    {
        public static async IAsyncEnumerable<Person> Born()
        {
            await Task.Yield();
            yield return new("kid");
        }
    }

    public sealed class NameLoader : DataLoader<string, string>
    {
        protected override Task<IReadOnlyDictionary<string, string>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<string, string>>(keys.ToDictionary(key => key, key => $"{key}/{keys.Count}"));
    }

    [ObjectType]
    public sealed record Person(string Name)
    {
        public async Task<string> SlowAsync()
        {
            await Task.Yield();
            return $"slow {Name}";
        }

        public string Sure() => Name == "bad" ? throw new GraphQLException("Not sure.", "UNSURE") : Name;

        public async Task<string> LateSureAsync()
        {
            // Long enough to be late: a yield may have come back before anyone looks.
            await Task.Delay(1);
            return Sure();
        }

        public async Task<string> LoadedAsync(NameLoader loader) => (await loader.LoadAsync(Name))!;

        public Person? Friend() => Name.Length < 12 ? new($"{Name}+") : null;

        public Person? BadFriend() => Name.Length > 0 ? new("bad") : null;
    }

    private static DemoEngine Engine() => new(schema => schema.AddTypes(typeof(Queries), typeof(Mutations), typeof(Subscriptions), typeof(Person)));

    /// <summary>All payloads; those after the first joined as a client joins them, because what comes together depends on time.</summary>
    private static async Task<List<string>> RunAsync(string document, string? variables = null)
    {
        await using var engine = Engine();
        var started = await engine.Executor.SubscribeAsync(new GraphQLRequest
        {
            Document = document, Variables = variables is null ? null : JsonDocument.Parse(variables).RootElement,
        });
        if (started.Single is { } single)
            using (single) return [Encoding.UTF8.GetString(single.Utf8Json.Span)];
        var all = new List<string>();
        await foreach (var result in started.Events!)
            using (result) all.Add(Encoding.UTF8.GetString(result.Utf8Json.Span));
        return all;
    }

    /// <summary>What a client has in the end, and the paths that were announced.</summary>
    private static async Task<string> JoinedAsync(string document, string? variables = null)
    {
        var payloads = await RunAsync(document, variables);
        var client = new IncrementalClient();
        foreach (var payload in payloads) client.Take(payload);
        Assert.True(client.IsComplete, string.Join('\n', payloads));
        return client.Json;
    }

    [Fact]
    public async Task A_deferred_fragment_comes_after_the_rest()
    {
        var payloads = await RunAsync("{ me { name ... @defer(label: \"later\") { slow } } }");
        Assert.Equal("""{"data":{"me":{"name":"me"}},"pending":[{"id":"0","path":["me"],"label":"later"}],"hasNext":true}""", payloads[0]);
        Assert.Equal("""{"data":{"me":{"name":"me","slow":"slow me"}}}""", await JoinedAsync("{ me { name ... @defer(label: \"later\") { slow } } }"));
    }

    [Theory]
    [InlineData("{ me { ... @defer { name } ... on Person @defer { name slow } } }", """{"data":{"me":{"name":"me","slow":"slow me"}}}""")]
    [InlineData("{ me { name ...F @defer } } fragment F on Person { name friend { name ... @defer { slow } } }", """{"data":{"me":{"name":"me","friend":{"name":"me+","slow":"slow me+"}}}}""")]
    [InlineData("{ me { friend { name } ... @defer { friend { slow } slow } } }", """{"data":{"me":{"friend":{"name":"me+","slow":"slow me+"},"slow":"slow me"}}}""")]
    [InlineData("{ ... @defer { me { name } } }", """{"data":{"me":{"name":"me"}}}""")]
    [InlineData("{ people { ... @defer { loaded } name } }", """{"data":{"people":[{"name":"ann","loaded":"ann/1"},{"name":"ben","loaded":"ben/1"},{"name":"cid","loaded":"cid/1"}]}}""")]
    [InlineData("{ me { lateSure friend { lateSure ... @defer { slow } } } }", """{"data":{"me":{"lateSure":"me","friend":{"lateSure":"me+","slow":"slow me+"}}}}""")]
    public async Task What_a_client_has_in_the_end_is_all_of_it(string document, string expected) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(await JoinedAsync(document))));

    [Theory]
    [InlineData("{ me { name ... @defer(if: false) { slow } } }", null)]
    [InlineData("query($d: Boolean!) { me { name ... @defer(if: $d) { slow } } }", """{"d":false}""")]
    [InlineData("query($i: Boolean!) { me { name slow ... @defer @include(if: $i) { friend { name } } } }", """{"i":false}""")]
    [InlineData("{ me { name slow ... @defer { name } } }", null)]
    public async Task What_defers_nothing_is_one_response(string document, string? variables) =>
        Assert.Equal(["""{"data":{"me":{"name":"me","slow":"slow me"}}}"""], await RunAsync(document, variables));

    [Fact]
    public async Task A_variable_switches_it_on() =>
        Assert.True((await RunAsync("query($d: Boolean!) { me { name ... @defer(if: $d) { slow } } }", """{"d":true}""")).Count > 1);

    [Fact]
    public async Task Executed_as_one_response_nothing_is_deferred()
    {
        await using var engine = Engine();
        Assert.Equal("""{"data":{"me":{"slow":"slow me","name":"me"}}}""", await engine.RunAsync("{ me { ... @defer { slow } name } }"));
        Assert.Equal("""{"data":{"numbers":[1,2,3,4,5]}}""", await engine.RunAsync("{ numbers @stream(initialCount: 2) }"));
    }

    [Theory]
    [InlineData("{ people @stream(initialCount: 1) { name } }", """{"data":{"people":[{"name":"ann"},{"name":"ben"},{"name":"cid"}]}}""")]
    [InlineData("{ people @stream { slow ... @defer { lateSure } } }", """{"data":{"people":[{"slow":"slow ann","lateSure":"ann"},{"slow":"slow ben","lateSure":"ben"},{"slow":"slow cid","lateSure":"cid"}]}}""")]
    [InlineData("{ numbers @stream(initialCount: 2) }", """{"data":{"numbers":[1,2,3,4,5]}}""")]
    [InlineData("{ numbers(to: 200) @stream ... @defer { me { name } } }", null)]
    [InlineData("{ maybe @stream(initialCount: 1) }", """{"data":{"maybe":["a",null,"c"]}}""")]
    public async Task Streamed_lists_are_complete_in_the_end(string document, string? expected)
    {
        var json = await JoinedAsync(document);
        if (expected is not null) Assert.Equal(expected, json);
        else Assert.Equal(200, JsonDocument.Parse(json).RootElement.GetProperty("data").GetProperty("numbers").GetArrayLength());
    }

    [Fact]
    public async Task Many_deferred_fragments_all_come()
    {
        await using var engine = Engine();
        var started = await engine.Executor.SubscribeAsync(new GraphQLRequest { Document = "{ crowd { name ... @defer { slow ... @defer { friend { name } } } } }" });
        var client = new IncrementalClient();
        await foreach (var result in started.Events!)
            using (result) client.Take(Encoding.UTF8.GetString(result.Utf8Json.Span));
        Assert.True(client.IsComplete);
        Assert.Equal(500, JsonDocument.Parse(client.Json).RootElement.GetProperty("data").GetProperty("crowd").EnumerateArray().Count(each => each.TryGetProperty("slow", out _) && each.TryGetProperty("friend", out _)));
    }

    [Theory]
    [InlineData("{ people @stream(initialCount: 3) { name } }")]
    [InlineData("{ people @stream(initialCount: 9) { name } }")]
    public async Task A_list_that_is_over_announces_nothing(string document) => Assert.Single(await RunAsync(document));

    [Fact]
    public async Task Of_a_list_that_fails_midway_the_items_before_count()
    {
        var payloads = string.Concat(await RunAsync("{ numbers(failAt: 4) @stream(initialCount: 1) }"));
        Assert.Contains("\"data\":{\"numbers\":[1]}", payloads, StringComparison.Ordinal);
        Assert.Contains("\"items\":[2]", payloads, StringComparison.Ordinal);
        Assert.Contains("\"items\":[3]", payloads, StringComparison.Ordinal);
        Assert.Contains("\"completed\":[{\"id\":\"0\",\"errors\":[{\"message\":\"No 4.\",\"locations\":[{\"line\":1,\"column\":3}],\"path\":[\"numbers\"]", payloads, StringComparison.Ordinal);
        Assert.Contains("\"hasNext\":false", payloads, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_that_must_not_be_null_ends_its_list()
    {
        var payloads = string.Concat(await RunAsync("{ broken @stream { sure } }"));
        Assert.Contains("\"items\":[{\"sure\":\"ann\"}]", payloads, StringComparison.Ordinal);
        Assert.Contains("\"path\":[\"broken\",1,\"sure\"]", payloads, StringComparison.Ordinal);
        Assert.DoesNotContain("cid", payloads, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deferred_fragment_that_fails_is_completed_with_its_errors()
    {
        var payloads = string.Concat(await RunAsync("{ me { badFriend { name ... @defer { lateSure } } } }"));
        Assert.Contains("\"completed\":[{\"id\":\"0\",\"errors\":[{\"message\":\"Not sure.\"", payloads, StringComparison.Ordinal);
        Assert.Contains("\"path\":[\"me\",\"badFriend\",\"lateSure\"]", payloads, StringComparison.Ordinal);
        Assert.DoesNotContain("\"incremental\"", payloads, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ me { badFriend { ... @defer { slow } sure } } }")]
    [InlineData("{ me { badFriend { ... @defer { slow } lateSure } } }")]
    [InlineData("{ me { badFriend { friend { ... @defer { slow } name } lateSure } } }")]
    public async Task What_belongs_to_an_object_that_became_null_is_never_delivered(string document)
    {
        var payload = Assert.Single(await RunAsync(document));
        Assert.StartsWith("""{"data":{"me":{"badFriend":null}}""", payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_stops_reading_ends_what_is_still_to_come()
    {
        await using var engine = Engine();
        for (var i = 0; i < 50; i++)
        {
            var started = await engine.Executor.SubscribeAsync(new GraphQLRequest { Document = "{ numbers(to: 100000) @stream people { ... @defer { slow } } }" });
            await using var results = started.Events!.GetAsyncEnumerator();
            Assert.True(await results.MoveNextAsync());
            results.Current.Dispose();
        }
    }

    [Theory]
    [InlineData("mutation { ... @defer { rename { name } } }")]
    [InlineData("subscription { born { ... @defer { name } } }")]
    [InlineData("query($l: String) { me { ... @defer(label: $l) { name } } }")]
    [InlineData("{ me { ... @defer(label: \"a\") { name } ... @defer(label: \"a\") { slow } } }")]
    [InlineData("{ me @stream { name } }")]
    [InlineData("{ people @stream(initialCount: 1) { name } people @stream(initialCount: 2) { name } }")]
    public async Task Misuse_is_found_by_validation(string document)
    {
        await using var engine = Engine();
        Assert.Contains("GRAPHQL_VALIDATION_FAILED", await engine.RunAsync(document), StringComparison.Ordinal);
    }
}
