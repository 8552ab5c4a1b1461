using System.Text;
using System.Text.Json;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Sdl;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Tests.Sdl;

/// <summary>An engine over type definitions.</summary>
internal sealed class SdlEngine(string sdl, Action<SdlResolvers>? resolvers = null)
{
    public GraphQLSchema Schema { get; } = SchemaBuilder.FromSdl(sdl, resolvers);

    /// <summary>The response as JSON text.</summary>
    public async Task<string> RunAsync(string document, object? root = null, string? variables = null)
    {
        using var result = await Schema.CreateExecutor().ExecuteAsync(new GraphQLRequest
        {
            Document = document, RootValue = root is string json ? JsonDocument.Parse(json).RootElement : root,
            Variables = variables is null ? null : JsonDocument.Parse(variables).RootElement,
        });
        return Encoding.UTF8.GetString(result.Utf8Json.Span);
    }

    /// <summary>The messages and paths of the errors, one below the other; the data when there are none.</summary>
    public async Task<string> OutcomeAsync(string document, object? root = null, string? variables = null)
    {
        using var response = JsonDocument.Parse(await RunAsync(document, root, variables));
        return response.RootElement.TryGetProperty("errors", out var errors)
            ? string.Join('\n', errors.EnumerateArray().Select(error => error.GetProperty("message").GetString()))
            : response.RootElement.GetProperty("data").GetRawText();
    }

    public static string[] Problems(string sdl, Action<SdlResolvers>? resolvers = null) =>
        [.. Assert.Throws<GraphQLSchemaException>(() => SchemaBuilder.FromSdl(sdl, resolvers)).Problems];
}
