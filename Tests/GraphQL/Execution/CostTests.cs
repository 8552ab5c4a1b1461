using System.Text;
using System.Text.Json;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Tests.Demo;
using GraphPlatform.GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.Execution;

/// <summary>https://ibm.github.io/graphql-specs/cost-spec.html</summary>
public sealed class CostTests
{
    [QueryType]
    public static class Queries
    {
        public static string Ping() => "pong";

        public static Shop Shop() => new("a");

        public static Connection<Shop> Shops(PageArguments page) => new([], page.Backward, false);

        [ListSize(SlicingArguments = ["first", "last"], AssumedSize = 7)]
        public static IEnumerable<Shop> Sliced(int? first = null, int last = 3) => Enumerable.Repeat(new Shop("s"), first ?? last);

        [ListSize(SlicingArguments = ["first"], RequireOneSlicingArgument = true)]
        public static IEnumerable<Shop> Strict(int? first = null) => Enumerable.Repeat(new Shop("s"), first ?? 0);

        [Cost(5)]
        public static int Dear([Cost(3)] int? with = null) => with ?? 0;

        public static ISeller Seller() => new Shop("s");
    }

    [InterfaceType]
    public interface ISeller
    {
        string Name { get; }
    }

    [ObjectType]
    public sealed record Shop(string Name) : ISeller
    {
        public IReadOnlyList<Good> Goods() => [new(Name)];

        public IReadOnlyList<string> Tags() => [Name];
    }

    [ObjectType]
    [Cost(4)]
    public sealed record Good(string Name) : ISeller;

    private static DemoEngine Engine(double max = 50_000) => new(schema =>
    {
        schema.AddTypes(typeof(Queries), typeof(Shop), typeof(Good), typeof(ISeller));
        schema.Options.MaxCost = max;
        schema.Options.IncrementalDelivery = false;
    });

    private static async Task<JsonElement> RunAsync(DemoEngine engine, string document, string? variables = null)
    {
        using var result = await engine.Executor.ExecuteAsync(new GraphQLRequest
        {
            Document = document, ReportsCost = true, Variables = variables is null ? null : JsonDocument.Parse(variables).RootElement,
        });
        return JsonDocument.Parse(Encoding.UTF8.GetString(result.Utf8Json.Span)).RootElement;
    }

    [Theory]
    [InlineData("{ ping }", null, 0)]
    [InlineData("{ shop { name } }", null, 1)]
    [InlineData("{ a: shop { name } b: shop { name } }", null, 2)]
    [InlineData("{ shop { goods { name } } }", null, 1 + 10 * 4)] // a list of unknown size, of dear objects
    [InlineData("{ shop { tags } }", null, 1)]
    [InlineData("{ shops { nodes { name } } }", null, 1 + 20)] // the page when nobody says
    [InlineData("{ shops(first: 3) { nodes { name } totalCount } }", null, 1 + 3)]
    [InlineData("{ shops(first: 3) { edges { node { name } } } }", null, 1 + 3 * 2)]
    [InlineData("{ shops(last: 5) { nodes { goods { name } } } }", null, 1 + 5 * 41)]
    [InlineData("query($n: Int) { shops(first: $n) { nodes { name } } }", """{"n":8}""", 1 + 8)]
    [InlineData("query($n: Int) { shops(first: $n) { nodes { name } } }", null, 1 + 20)]
    [InlineData("query($n: Int = 4) { shops(first: $n) { nodes { goods { name } } } }", null, 1 + 4 * 41)]
    [InlineData("{ sliced { name } }", null, 3)]
    [InlineData("{ sliced(first: 9) { name } }", null, 9)]
    [InlineData("{ sliced(first: 2, last: 6) { name } }", null, 6)]
    [InlineData("query($n: Int) { sliced(first: $n, last: 0) { name } }", """{"n":2}""", 2)]
    [InlineData("{ dear }", null, 5)]
    [InlineData("{ dear(with: 1) }", null, 8)]
    [InlineData("{ seller { name ... on Shop { goods { name } } ... on Good { name } } }", null, 1 + 40)] // the dearest of those that exclude each other
    [InlineData("{ ...F } fragment F on Query { shop { ...G } } fragment G on Shop { goods { name } }", null, 41)]
    [InlineData("{ __schema { types { fields { name } } } }", null, 1 + 10 * 11)]
    public async Task An_operation_costs_about_the_objects_that_it_may_give(string document, string? variables, double cost)
    {
        await using var engine = Engine();
        var reported = (await RunAsync(engine, document, variables)).GetProperty("extensions").GetProperty("cost");
        Assert.Equal(cost, reported.GetProperty("operation").GetDouble());
        Assert.Equal(50_000, reported.GetProperty("limit").GetDouble());
    }

    [Theory]
    [InlineData("{ shops(first: 99) { nodes { name } } }", null, 100)]
    [InlineData("query($n: Int!) { shops(first: $n) { nodes { name } } }", """{"n":99}""", 100)]
    public async Task What_costs_too_much_is_not_begun(string document, string? variables, double cost)
    {
        await using var engine = Engine(max: 99.5);
        var answer = await RunAsync(engine, document, variables);
        Assert.False(answer.TryGetProperty("data", out _));
        var extensions = answer.GetProperty("errors")[0].GetProperty("extensions");
        Assert.Equal(GraphQLErrorCodes.CostExceeded, extensions.GetProperty("code").GetString());
        Assert.Equal(cost, extensions.GetProperty("cost").GetDouble());
    }

    [Fact]
    public async Task Who_does_not_ask_is_not_told()
    {
        await using var engine = Engine();
        Assert.Equal("""{"data":{"shop":{"name":"a"}}}""", await engine.RunAsync("{ shop { name } }"));
    }

    [Theory]
    [InlineData("{ strict { name } }", false)]
    [InlineData("{ strict(first: 1) { name } }", true)]
    public async Task A_size_that_must_be_said_is_asked_for(string document, bool valid)
    {
        await using var engine = Engine();
        Assert.Equal(valid, (await RunAsync(engine, document)).TryGetProperty("data", out _));
    }

    [Fact]
    public async Task A_schema_from_definitions_may_say_what_things_cost()
    {
        const string Sdl = """
            directive @cost(weight: String!) on ARGUMENT_DEFINITION | FIELD_DEFINITION | OBJECT
            directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
            type Query { things(first: Int): [Thing!] @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false, assumedSize: 30) dear: Int @cost(weight: "2.5") }
            type Thing @cost(weight: "2") { id: ID }
            """;
        var executor = SchemaBuilder.FromSdl(Sdl).CreateExecutor(new GraphQLOptions { MaxCost = 10 });
        using var cheap = await executor.ExecuteAsync(new GraphQLRequest { Document = "{ dear things(first: 3) { id } }", ReportsCost = true });
        Assert.Contains("\"cost\":{\"operation\":8.5", Encoding.UTF8.GetString(cheap.Utf8Json.Span), StringComparison.Ordinal);
        using var dear = await executor.ExecuteAsync(new GraphQLRequest { Document = "{ things { id } }" });
        Assert.Contains("\"cost\":60", Encoding.UTF8.GetString(dear.Utf8Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_printed_schema_says_what_was_said()
    {
        await using var engine = Engine();
        var printed = SchemaPrinter.Print(engine.Services.GetRequiredService<GraphQLSchema>());
        Assert.Contains("directive @cost(", printed, StringComparison.Ordinal);
        Assert.Contains("type Good implements Seller @cost(weight: \"4\")", printed, StringComparison.Ordinal);
        Assert.Contains("@listSize(assumedSize: 7, slicingArguments: [\"first\", \"last\"], requireOneSlicingArgument: false)", printed, StringComparison.Ordinal);
        SchemaBuilder.FromSdl(printed);
    }
}
