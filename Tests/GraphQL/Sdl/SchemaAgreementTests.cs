using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Tests.Demo;
using GraphPlatform.GraphQL.Tests.Http;
using GraphPlatform.GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.Sdl;

/// <summary>A schema is the same as text, as introspection, and read again.</summary>
public sealed class SchemaAgreementTests
{
    [SkippableFact]
    public async Task Graphql_js_reads_the_same_schema_from_our_introspection_as_from_our_SDL()
    {
        await NodeScripts.NeedAsync();
        var query = await NodeScripts.RunAsync("generate.mjs", "query");
        var generated = JsonSerializer.Deserialize<string[]>(await NodeScripts.RunAsync("generate.mjs", "12", "1"))!;
        await using var demo = new DemoEngine();
        var schemas = new List<(string Name, GraphQLSchema Schema)>
        {
            ("the demo", demo.Services.GetRequiredService<GraphQLSchema>()), ("the platform", SchemaBuilder.FromSdl(await PlatformAsync())),
        };
        schemas.AddRange(generated.Select((sdl, i) => ($"generated {i}", SchemaBuilder.FromSdl(sdl))));
        var input = new JsonArray();
        foreach (var (name, schema) in schemas)
            input.Add(new JsonObject { ["name"] = name, ["sdl"] = SchemaPrinter.Print(schema), ["introspection"] = await IntrospectAsync(schema, query) });

        Assert.Equal("[]\n", await NodeScripts.FeedAsync("same.mjs", input.ToJsonString()));
    }

    [Fact]
    public async Task The_platforms_own_schema_reads_and_prints_unchanged()
    {
        var text = await PlatformAsync();
        Assert.Equal(text, SchemaPrinter.Print(SchemaBuilder.FromSdl(text)));
    }

    private static Task<string> PlatformAsync([CallerFilePath] string path = "") =>
        File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(path)!, "../../../schema.graphql"));

    private static async Task<JsonNode> IntrospectAsync(GraphQLSchema schema, string query)
    {
        using var result = await schema.CreateExecutor().ExecuteAsync(new GraphQLRequest { Document = query });
        return JsonNode.Parse(Encoding.UTF8.GetString(result.Utf8Json.Span))!;
    }
}
