using System.Runtime.CompilerServices;
using System.Text;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Tests.Demo;
using GraphPlatform.GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.Types;

public sealed class SchemaTests
{
    [Fact]
    public async Task The_demo_schema_prints_as_it_did_before()
    {
        await using var engine = new DemoEngine();
        var printed = SchemaPrinter.Print(engine.Services.GetRequiredService<GraphQLSchema>());
        var snapshot = Path.Combine(Path.GetDirectoryName(Here())!, "demo.snap.graphql");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") await File.WriteAllTextAsync(snapshot, printed);
        Assert.Equal(await File.ReadAllTextAsync(snapshot), printed);
        Assert.Equal(printed, SyntaxPrinter.Print(Parser.Parse(Encoding.UTF8.GetBytes(printed), ParserLimits.Default)));
    }

    [Fact]
    public async Task Every_problem_of_a_schema_is_listed()
    {
        await using var engine = new DemoEngine(schema => schema.AddTypes(typeof(Bad), typeof(Thing)));
        var error = Assert.Throws<GraphQLSchemaException>(() => engine.Services.GetRequiredService<GraphQLSchema>());
        Assert.Equal(
            [
                "Bad.Unbound returns System.Uri, which is bound to no output type: annotate it with [ObjectType], or add a scalar.",
                "Parameter stream of Bad.Takes takes System.IO.Stream, which is neither a service, a request value nor an input type.",
                "Bad.Streams must return IAsyncEnumerable<T> itself, not a task of it: it is a list, and may wait for its first item.",
                "Thing implements Has but has no field size.",
                "The input Loop needs itself: no value of it can be written.",
            ],
            error.Problems.OrderBy(problem => problem[0] is 'B' or 'P' ? 0 : problem[..5] == "Thing" ? 1 : 2));
    }

    [Fact]
    public async Task Introspection_tells_types_defaults_and_deprecation()
    {
        await using var engine = new DemoEngine();
        Assert.Equal(
            """{"data":{"mood":{"kind":"ENUM","enumValues":[{"name":"SLEEPY"},{"name":"VERY_PLAYFUL"}],"all":[{"name":"SLEEPY","isDeprecated":false,"deprecationReason":null},{"name":"VERY_PLAYFUL","isDeprecated":false,"deprecationReason":null},{"name":"SAD","isDeprecated":true,"deprecationReason":"Cats are never sad"}]},"by":{"isOneOf":true,"inputFields":[{"name":"id"},{"name":"name"}]},"nap":{"specifiedByURL":"https://www.iso.org/iso-8601-date-and-time-format.html"},"node":{"possibleTypes":[{"name":"Cat"},{"name":"Dog"}],"fields":[{"name":"id","description":"The global id.","type":{"kind":"NON_NULL","name":null,"ofType":{"name":"ID"}}}]},"filter":{"inputFields":[{"defaultValue":null},{"defaultValue":null},{"defaultValue":"10"}]},"none":null}}""",
            await engine.RunAsync(
                """
                {
                  mood: __type(name: "PetMood") { kind enumValues { name } all: enumValues(includeDeprecated: true) { name isDeprecated deprecationReason } }
                  by: __type(name: "PetBy") { isOneOf inputFields { name } }
                  nap: __type(name: "Duration") { specifiedByURL }
                  node: __type(name: "Node") { possibleTypes { name } fields { name description type { kind name ofType { name } } } }
                  filter: __type(name: "PetFilter") { inputFields { defaultValue } }
                  none: __type(name: "None") { name }
                }
                """));
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [InterfaceType]
    private interface IHas
    {
        int Size { get; }
    }

    [ObjectType, Implements<IHas>]
    private sealed record Thing(string Name);

    private sealed record Loop(Loop Again, int Size);

    [QueryType]
    private static class Bad
    {
        public static Uri Unbound() => new("http://localhost");

        public static string Takes(Stream stream) => stream.ToString()!;

        public static Task<IAsyncEnumerable<int>> Streams() => Task.FromResult(AsyncEnumerable.Empty<int>());

        public static Thing Thing(Loop loop) => new(loop.ToString());
    }
}
