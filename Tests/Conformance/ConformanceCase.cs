using System.Text.Json;
using GraphPlatform.GraphQL.Execution;

namespace GraphPlatform.Tests.Conformance;

/// <summary>One line of the input.</summary>
/// <param name="Id">Goes back as it came.</param>
/// <param name="Sdl">The schema.</param>
/// <param name="Request">What is executed.</param>
internal sealed record ConformanceCase(JsonElement Id, string Sdl, GraphQLRequest Request)
{
    /// <summary>Null when the line is no case; then <paramref name="problem"/> says why.</summary>
    public static ConformanceCase? Read(JsonElement json, out string? problem)
    {
        problem = null;
        try
        {
            if (json.ValueKind != JsonValueKind.Object) problem = "The line is no JSON object.";
            else if (Property(json, "sdl") is not { ValueKind: JsonValueKind.String } sdl) problem = "\"sdl\" is no text.";
            else if (Property(json, "document") is not { ValueKind: JsonValueKind.String } document) problem = "\"document\" is no text.";
            else if (Property(json, "operationName") is { ValueKind: not JsonValueKind.String }) problem = "\"operationName\" is no text.";
            else if (Property(json, "variables") is { ValueKind: not JsonValueKind.Object }) problem = "\"variables\" is no object.";
            else
            {
                return new ConformanceCase(Property(json, "id") ?? default, sdl.GetString()!, new GraphQLRequest
                {
                    Document = document.GetString()!,
                    OperationName = Property(json, "operationName")?.GetString(),
                    Variables = Property(json, "variables"),
                    RootValue = Property(json, "root"),
                });
            }
        }
        catch (InvalidOperationException)
        {
            problem = "A text escapes half of a surrogate pair.";
        }

        return null;
    }

    private static JsonElement? Property(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
