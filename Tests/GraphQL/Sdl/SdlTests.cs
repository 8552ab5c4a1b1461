using System.Text;
using System.Text.Json;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Tests.Demo;
using GraphPlatform.GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.Sdl;

public sealed class SdlTests
{
    private const string Everything = """"
        "About everything"
        schema {
          query: Root
          subscription: Events
        }

        "On fields"
        directive @slow(why: String! = "it is", limits: [Limit!] = [{most: 3}]) repeatable on FIELD | QUERY

        """
        The root.

          It has fields.
        """
        type Root implements Named & Node @shown {
          id: ID!
          name(upper: Boolean! = false, "Which" of: By @deprecated(reason: "none")): String
          found(limit: Limit = {most: 1}): [Found!]!
          old: Int @deprecated
          any: Any
          kind: Kind
        }

        type Events { happened: Root }
        type Leaf { size: Float! }
        interface Named { name: String }
        interface Node implements Named { id: ID! name: String }
        union Found = Root | Leaf
        enum Kind { FIRST "the second" SECOND @deprecated(reason: "first") }
        scalar Any @specifiedBy(url: "https://example.com")
        input Limit { most: Int! = 10 least: Int next: Limit }
        input By @oneOf { id: ID limit: Limit }
        directive @shown on OBJECT
        extend schema { mutation: Changes }
        type Changes { change: Int }
        extend interface Named { size: Float }
        extend interface Node { size: Float }
        extend type Root { size: Float }
        """";

    [Fact]
    public void A_schema_prints_what_its_definitions_said()
    {
        var printed = SchemaPrinter.Print(new SdlEngine(Everything).Schema);
        Assert.StartsWith("\"About everything\"\nschema {\n  query: Root\n  mutation: Changes\n  subscription: Events\n}\n\ndirective @shown on OBJECT\n", printed, StringComparison.Ordinal);
        Assert.Contains("\"On fields\"\ndirective @slow(why: String! = \"it is\", limits: [Limit!] = [{most: 3}]) repeatable on FIELD | QUERY\n", printed, StringComparison.Ordinal);
        Assert.Contains("\"\"\"\nThe root.\n\n  It has fields.\n\"\"\"\ntype Root implements Named & Node {\n", printed, StringComparison.Ordinal);
        Assert.Contains("  \"the second\"\n  SECOND @deprecated(reason: \"first\")\n", printed, StringComparison.Ordinal);
        Assert.Contains("input By @oneOf {\n", printed, StringComparison.Ordinal);
        Assert.Equal(printed, SchemaPrinter.Print(new SdlEngine(printed).Schema));
    }

    [Fact]
    public async Task Introspection_tells_the_description_the_directives_and_the_order_of_definitions() => Assert.Equal(
        """{"data":{"__schema":{"description":"About everything","queryType":{"name":"Root"},"mutationType":{"name":"Changes"},"directives":[{"name":"slow","description":"On fields","isRepeatable":true,"locations":["FIELD","QUERY"],"args":[{"name":"why","defaultValue":"\"it is\""},{"name":"limits","defaultValue":"[{most: 3}]"}]},{"name":"shown","description":null,"isRepeatable":false,"locations":["OBJECT"],"args":[]},{"name":"include","description":"Includes a field or fragment only when the argument is true.","isRepeatable":false,"locations":["FIELD","FRAGMENT_SPREAD","INLINE_FRAGMENT"],"args":[{"name":"if","defaultValue":null}]},{"name":"skip","description":"Leaves a field or fragment out when the argument is true.","isRepeatable":false,"locations":["FIELD","FRAGMENT_SPREAD","INLINE_FRAGMENT"],"args":[{"name":"if","defaultValue":null}]},{"name":"deprecated","description":"Marks what is no longer supported.","isRepeatable":false,"locations":["FIELD_DEFINITION","ARGUMENT_DEFINITION","INPUT_FIELD_DEFINITION","ENUM_VALUE"],"args":[{"name":"reason","defaultValue":"\"No longer supported\""}]},{"name":"specifiedBy","description":"Says where the behaviour of a scalar is specified.","isRepeatable":false,"locations":["SCALAR"],"args":[{"name":"url","defaultValue":null}]},{"name":"oneOf","description":"Marks an input object of which exactly one field must be given, and not null.","isRepeatable":false,"locations":["INPUT_OBJECT"],"args":[]}]},"f":{"possibleTypes":[{"name":"Root"},{"name":"Leaf"}]},"r":{"interfaces":[{"name":"Named"},{"name":"Node"}]}}}""",
        await new SdlEngine(Everything).RunAsync(
            """
            {
              __schema { description queryType { name } mutationType { name } directives { name description isRepeatable locations args { name defaultValue } } }
              f: __type(name: "Found") { possibleTypes { name } }
              r: __type(name: "Root") { interfaces { name } }
            }
            """));

    [Fact]
    public async Task Fields_are_found_by_name_in_JSON_and_in_dictionaries()
    {
        var engine = new SdlEngine(Everything);
        const string document = "{ id name any kind found { __typename ... on Leaf { size } ... on Root { id } } }";
        const string answer = """{"id":"5","name":"n","any":{"x":[1,null]},"kind":"SECOND","found":[{"__typename":"Leaf","size":1.5},{"__typename":"Root","id":"r"}]}""";
        Assert.Equal(answer, await engine.OutcomeAsync(document,
            """{"id": 5, "name": "n", "any": {"x":[1,null]}, "kind": "SECOND", "found": [{"__typename": "Leaf", "size": 1.5}, {"id": "r", "__typename": "Root"}]}"""));
        Assert.Equal(answer, await engine.OutcomeAsync(document, new Dictionary<string, object?>
        {
            ["id"] = 5, ["name"] = "n", ["any"] = new Dictionary<string, object?> { ["x"] = new object?[] { 1, null } }, ["kind"] = "SECOND",
            ["found"] = new List<Dictionary<string, object?>>
            {
                new() { ["__typename"] = "Leaf", ["size"] = 1.5 }, new() { ["__typename"] = "Root", ["id"] = "r" },
            },
        }));
    }

    [Fact]
    public async Task An_answer_is_UTF8_whatever_the_data_are()
    {
        var schema = new SdlEngine("type Query { a: String b: Any } scalar Any").Schema;
        var root = JsonDocument.Parse(Encoding.Latin1.GetBytes("""{"a": "x\u00e9\ud800ÿy", "b": ["ÿ"]}""")).RootElement;
        using var result = await schema.CreateExecutor().ExecuteAsync(new GraphQLRequest { Document = "{ a b }", RootValue = root });
        Assert.Equal("""{"data":{"a":"x\u00e9\ud800�y","b":["�"]}}""", Encoding.UTF8.GetString(result.Utf8Json.Span));
    }

    [Fact]
    public async Task Resolvers_get_coerced_arguments_by_name()
    {
        var engine = new SdlEngine(Everything, resolvers => resolvers
            .Field("Root.any", context => context.Parent?.ToString())
            .Field("Root.name", async context =>
            {
                await Task.Yield();
                return $"{context.Arguments["upper"]} {context.Arguments.ContainsKey("of")}";
            })
            .Field("Root.found", context => new[] { context.Arguments["limit"] })
            .TypeName("Found", value => value is IReadOnlyDictionary<string, object?> limit && limit["most"] is 1 ? "Leaf" : null)
            .Field("Leaf.size", context => ((IReadOnlyDictionary<string, object?>)context.Parent!)["most"]));
        Assert.Equal("""{"any":"[1]","name":"False False","found":[{"size":1}]}""", await engine.OutcomeAsync("{ any name found { ... on Leaf { size } } }", "[1]"));
        Assert.Equal("""{"name":"True True"}""", await engine.OutcomeAsync("{ name(upper: true, of: {id: 1}) }"));
        Assert.Contains("does not tell which Found it is", await engine.OutcomeAsync("{ found(limit: {most: 2}) { __typename } }"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscription_streams_what_its_resolver_gives_or_the_root_value_once()
    {
        async static IAsyncEnumerable<object?> Numbers()
        {
            yield return new Dictionary<string, object?> { ["id"] = 1 };
            await Task.Yield();
            yield return null;
        }

        Assert.Equal(["""{"data":{"happened":{"id":"1"}}}""", """{"data":{"happened":null}}"""],
            await EventsAsync(new SdlEngine(Everything, resolvers => resolvers.Stream("Events.happened", _ => Numbers())), null));
        Assert.Equal(["""{"data":{"happened":{"id":"x"}}}"""],
            await EventsAsync(new SdlEngine(Everything), new Dictionary<string, object?> { ["happened"] = new Dictionary<string, object?> { ["id"] = "x" } }));
    }

    [Fact]
    public async Task A_C_sharp_schema_may_have_a_description_and_directives_of_its_own()
    {
        await using var engine = new DemoEngine(schema =>
        {
            DemoEngine.Configure(schema);
            schema.Options.IncrementalDelivery = false;
            schema.Describe("Pets").AddDirectives("directive @mood(is: PetMood = SLEEPY) on FIELD");
        });
        Assert.Equal("""{"data":{"ping":"pong","__schema":{"description":"Pets"}}}""", await engine.RunAsync("{ ping @mood(is: SLEEPY) __schema { description } }"));
        Assert.Contains("no value of PetMood", SdlProblem("directive @mood(is: PetMood = 3) on FIELD"), StringComparison.Ordinal);
        Assert.Contains("two directives called @skip", SdlProblem("directive @skip on FIELD"), StringComparison.Ordinal);
        Assert.Contains("nothing else", SdlProblem("type A { b: Int }"), StringComparison.Ordinal);
        Assert.StartsWith("\"Pets\"\nschema {\n  query: Query\n  mutation: Mutation\n  subscription: Subscription\n}\n\ndirective @mood(is: PetMood = SLEEPY) on FIELD\n",
            SchemaPrinter.Print(engine.Services.GetRequiredService<GraphQLSchema>()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_from_definitions_is_served_like_any_other()
    {
        var schema = SchemaBuilder.FromSdl("type Query { a: Int }", resolvers => resolvers.Field("Query.a", _ => 7));
        await using var provider = new ServiceCollection().AddGraphQL(schema, builder => builder.Options.MaxAliases = 0).BuildServiceProvider();
        var executor = provider.GetRequiredService<IGraphQLExecutor>();
        using var answer = await executor.ExecuteAsync(new GraphQLRequest { Document = "{ a }" });
        Assert.Equal("""{"data":{"a":7}}""", Encoding.UTF8.GetString(answer.Utf8Json.Span));
        using var refused = await executor.ExecuteAsync(new GraphQLRequest { Document = "{ b: a }" });
        Assert.False(refused.HasData);
    }

    private static string SdlProblem(string directives) => Assert.Throws<GraphQLSchemaException>(() =>
    {
        using var provider = new ServiceCollection().AddSingleton<LoaderLog>().AddGraphQL(schema =>
        {
            DemoEngine.Configure(schema);
            schema.AddDirectives(directives);
        }).BuildServiceProvider();
        provider.GetRequiredService<GraphQLSchema>();
    }).Message;

    private static async Task<List<string>> EventsAsync(SdlEngine engine, object? root)
    {
        var events = new List<string>();
        var stream = (await engine.Schema.CreateExecutor().SubscribeAsync(new GraphQLRequest { Document = "subscription { happened { id } }", RootValue = root })).Events!;
        await foreach (var each in stream)
        {
            using (each) events.Add(Encoding.UTF8.GetString(each.Utf8Json.Span));
        }

        return events;
    }
}
