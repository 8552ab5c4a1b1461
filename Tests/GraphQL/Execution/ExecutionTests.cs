using System.Text.Json;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Tests.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.Execution;

public sealed class ExecutionTests
{
    [Theory]
    [InlineData("{ping __typename}", """{"ping":"pong","__typename":"Query"}""")]
    [InlineData("{ a: ping b: ping }", """{"a":"pong","b":"pong"}""")]
    [InlineData("{ dogs { name } ... { dogs { id } } ...F } fragment F on Query { dogs { age } }", """{"dogs":[{"name":"Rex","id":"d1","age":3}]}""")]
    [InlineData("{ node(id: \"d1\") { __typename id ... on Dog { bark mood happy } ... on Cat { meow } } }", """{"node":{"__typename":"Dog","id":"d1","bark":"Wau Wau","mood":"VERY_PLAYFUL","happy":true}}""")]
    [InlineData("{ node(id: \"nothing\") { id } }", """{"node":null}""")]
    [InlineData("{ search { __typename ... on Node { id } ... on Cat { meow } } }", """{"search":[{"__typename":"Dog","id":"d1"},{"__typename":"Cat","id":"c1","meow":"Miau"}]}""")]
    [InlineData("{ dog(by: {name: \"Rex\"}) { bark(times: 3) } dogs(filter: {limit: 0}) { name } }", """{"dog":{"bark":"Wau Wau Wau"},"dogs":[]}""")]
    [InlineData("{ owners(count: 2) { name dogs { id } } }", """{"owners":[{"name":"Owner 1","dogs":[{"id":"dog-of-o1"}]},{"name":"Owner 2","dogs":[{"id":"dog-of-o2"}]}]}""")]
    [InlineData("{ kennel(last: 3) { edges { cursor node { name } } nodes { id } pageInfo { hasNextPage startCursor } totalCount } }", """{"kennel":{"edges":[{"cursor":"cursor-3","node":{"name":"Rex"}}],"nodes":[{"id":"d1"}],"pageInfo":{"hasNextPage":false,"startCursor":"cursor-3"},"totalCount":1}}""")]
    [InlineData("{ echo(text: \"a\\n\\u00e9😀\\\"\\\\\\u0001\") epoch nap big }", """{"echo":"a\né😀\"\\\u0001","epoch":"1970-01-01T00:00:00.000Z","nap":"PT1H30M","big":5000000000}""")]
    [InlineData("{ ping @skip(if: true) a: ping @include(if: false) }", "{}")]
    [InlineData("mutation { walk(minutes: 4) { minutes happy dog { name } errors { message } } }", """{"walk":{"minutes":4,"happy":true,"dog":{"name":"Rex"},"errors":[]}}""")]
    [InlineData("mutation { a: renameDog(input: {id: \"d1\", name: \"Max\"}) { dog { name } } b: renameDog(input: {id: \"x\", name: \"Max\"}) { dog { name } errors { __typename message } } }", """{"a":{"dog":{"name":"Max"}},"b":{"dog":null,"errors":[{"__typename":"NotFoundError","message":"No such dog."}]}}""")]
    public async Task A_document_gives_its_data(string document, string data)
    {
        await using var engine = new DemoEngine();
        Assert.Equal($$"""{"data":{{data}}}""", await engine.RunAsync(document));
        // The second time the plan comes from the cache.
        Assert.Equal($$"""{"data":{{data}}}""", await engine.RunAsync(document));
    }

    [Theory]
    [InlineData(true, true, """{"ping":"pong","dogs":[{"name":"Rex"}]}""")]
    [InlineData(true, false, """{"ping":"pong","dogs":[{"id":"d1","name":"Rex"}]}""")]
    [InlineData(false, true, """{"dogs":[{"name":"Rex"}]}""")]
    [InlineData(false, false, """{"dogs":[{"id":"d1","name":"Rex"}]}""")]
    public async Task Skip_and_include_are_looked_at_in_each_request(bool include, bool skip, string data)
    {
        await using var engine = new DemoEngine();
        const string Document = "query($i: Boolean!, $s: Boolean!) { ping @include(if: $i) ...F @skip(if: $s) dogs { name } } fragment F on Query { dogs { id } }";
        foreach (var (i, s) in new[] { (!include, !skip), (include, skip) })
        {
            var result = await engine.RunAsync(Document, $$"""{"i":{{(i ? "true" : "false")}},"s":{{(s ? "true" : "false")}}}""");
            if (i == include && s == skip) Assert.Equal($$"""{"data":{{data}}}""", result);
        }
    }

    [Theory]
    [InlineData("query($n: Int!) { owners(count: $n) { id } }", """{"n":1}""", """{"data":{"owners":[{"id":"o1"}]}}""")]
    [InlineData("query($n: Int! = 1) { owners(count: $n) { id } }", null, """{"data":{"owners":[{"id":"o1"}]}}""")]
    [InlineData("query($n: Int) { owners(count: $n) { id } }", "{}", """{"data":{"owners":[{"id":"o1"},{"id":"o2"},{"id":"o3"}]}}""")]
    [InlineData("query($f: PetFilter) { dogs(filter: $f) { id } }", """{"f":{"nameContains":"zz"}}""", """{"data":{"dogs":[]}}""")]
    [InlineData("query($n: String) { dogs(filter: {nameContains: $n}) { id } }", """{"n":"Re"}""", """{"data":{"dogs":[{"id":"d1"}]}}""")]
    [InlineData("query($b: PetBy!) { dog(by: $b) { id } }", """{"b":{"name":"Rex"}}""", """{"data":{"dog":{"id":"d1"}}}""")]
    [InlineData("query($i: ID!) { node(id: $i) { id } }", """{"i":7}""", """{"data":{"node":null}}""")]
    public async Task Variables_reach_arguments(string document, string? variables, string response)
    {
        await using var engine = new DemoEngine();
        Assert.Equal(response, await engine.RunAsync(document, variables));
    }

    [Theory]
    [InlineData("query($n: Int!) { owners(count: $n) { id } }", "{}", "Variable $n is required: its type is Int!.")]
    [InlineData("query($n: Int!) { owners(count: $n) { id } }", """{"n":null}""", "Variable $n is null, but its type is Int!.")]
    [InlineData("query($n: Int!) { owners(count: $n) { id } }", """{"n":"1"}""", "Variable $n is \"1\", which is no Int.")]
    [InlineData("query($n: Int!) { owners(count: $n) { id } }", """{"n":1.5}""", "Variable $n is 1.5, which is no Int.")]
    [InlineData("query($f: PetFilter) { dogs(filter: $f) { id } }", """{"f":{"moods":["SLEEPY","X"]}}""", "Variable $f.moods[1] is \"X\", which is no value of PetMood.")]
    [InlineData("query($f: PetFilter) { dogs(filter: $f) { id } }", """{"f":{"limitt":1}}""", "Variable $f has a field \"limitt\", which PetFilter does not define. Did you mean \"limit\"?")]
    [InlineData("query($b: PetBy!) { dog(by: $b) { id } }", """{"b":{"name":"Rex","id":1}}""", "Variable $b must have exactly one field of PetBy, and not null.")]
    [InlineData("query($b: PetBy!) { dog(by: $b) { id } }", """{"b":{"name":null}}""", "Variable $b must have exactly one field of PetBy, and not null.")]
    public async Task A_variable_that_does_not_fit_refuses_the_request(string document, string variables, string message)
    {
        await using var engine = new DemoEngine();
        using var response = JsonDocument.Parse(await engine.RunAsync(document, variables));
        var error = Assert.Single(response.RootElement.GetProperty("errors").EnumerateArray());
        Assert.Equal(message, error.GetProperty("message").GetString());
        Assert.Equal("BAD_USER_INPUT", error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.False(response.RootElement.TryGetProperty("data", out _));
    }

    [Fact]
    public async Task The_operation_is_chosen_by_its_name()
    {
        await using var engine = new DemoEngine();
        const string Document = "query A { a: ping } query B { b: ping }";
        Assert.Equal("""{"data":{"b":"pong"}}""", await engine.RunAsync(Document, operation: "B"));
        Assert.Equal("""{"data":{"a":"pong"}}""", await engine.RunAsync(Document, operation: "A"));
        Assert.Contains("several operations", await engine.RunAsync(Document), StringComparison.Ordinal);
        Assert.Contains("no operation called \\\"C\\\"", await engine.RunAsync(Document, operation: "C"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_exception_is_masked_and_a_located_error_names_its_place()
    {
        await using var engine = new DemoEngine();
        Assert.Matches("""^\{"data":null,"errors":\[\{"message":"Internal error, id [0-9a-f]{12}","locations":\[\{"line":1,"column":3\}\],"path":\["boom"\],"extensions":\{"code":"INTERNAL"\}\}\]\}$""", await engine.RunAsync("{ boom }"));
        Assert.Equal("""{"data":null,"errors":[{"message":"\"first\" is 500, but must be between 0 and 100.","locations":[{"line":1,"column":3}],"path":["kennel"],"extensions":{"code":"BAD_USER_INPUT"}}]}""", await engine.RunAsync("{ kennel(first: 500) { totalCount } }"));
        Assert.Contains("not both", await engine.RunAsync("{ kennel(first: 5, last: 5) { totalCount } }"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_of_a_whole_level_make_one_batch()
    {
        await using var engine = new DemoEngine();
        var log = engine.Services.GetRequiredService<LoaderLog>();
        var response = await engine.RunAsync("{ owners(count: 40) { dogs { id } } more: owners(count: 60) { name dogs { id } } }");
        Assert.Equal(60, log.Batches.Sum());
        Assert.Single(log.Batches);
        Assert.Contains("dog-of-o60", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_of_a_query_run_in_parallel_and_those_of_a_mutation_one_after_the_other()
    {
        await using var engine = new DemoEngine(schema => schema.AddTypes(typeof(Meetings.Queries), typeof(Meetings.Mutations)), services => services.AddSingleton<Meetings.Room>());
        Assert.Equal("""{"data":{"a":2,"b":2}}""", await engine.RunAsync("{ a: meet b: meet }").WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal("""{"data":{"a":1,"b":2,"c":3}}""", await engine.RunAsync("mutation { a: step(expected: 0) b: step(expected: 1) c: step(expected: 2) }"));
    }

    [Fact]
    public async Task A_cancelled_request_ends_and_resolvers_see_the_token()
    {
        await using var engine = new DemoEngine(schema => schema.AddTypes(typeof(Meetings.Queries)), services => services.AddSingleton<Meetings.Room>());
        using var cancel = new CancellationTokenSource();
        var running = engine.RunAsync("{ wait }", ct: cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private static class Meetings
    {
        public sealed class Room
        {
            private readonly TaskCompletionSource both = new();
            private int here;

            public int Steps { get; set; }

            public async Task<int> MeetAsync()
            {
                if (Interlocked.Increment(ref here) == 2) both.SetResult();
                await both.Task;
                return here;
            }
        }

        [QueryType]
        public static class Queries
        {
            public static Task<int> Meet(Room room) => room.MeetAsync();

            public static async Task<int> Wait(CancellationToken ct)
            {
                await Task.Delay(Timeout.Infinite, ct);
                return 1;
            }
        }

        [MutationType]
        public static class Mutations
        {
            public static async Task<int> Step(Room room, int expected)
            {
                if (room.Steps != expected) throw new GraphQLException($"{room.Steps} came before {expected}");
                await Task.Delay(5);
                return ++room.Steps;
            }
        }
    }
}
