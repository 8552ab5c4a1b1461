using System.Text.Json;
using GraphPlatform.GraphQL.Execution;

namespace GraphPlatform.GraphQL.Sdl;

/// <summary>Objects whose fields are found by name: JSON objects and dictionaries.</summary>
internal static class DynamicObject
{
    /// <summary>
    /// The value under a name; null when there is none, and for JSON's null. JSON that is no object has no values, as in JavaScript; other objects
    /// of C# are a mistake of whoever gave them.
    /// </summary>
    public static object? Property(object? parent, string name)
    {
        switch (parent)
        {
            case null:
                return null;
            case JsonElement json:
                return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? Known((object)value) : null;
            case IReadOnlyDictionary<string, object?> dictionary:
                return dictionary.TryGetValue(name, out var item) ? Known(item) : null;
            default:
                throw new InvalidOperationException($"{parent.GetType()} is neither a JSON object nor a dictionary: give the field {name} a resolver.");
        }
    }

    /// <summary>JSON's null is null.</summary>
    public static object? Known(object? value) => value is JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } ? null : value;

    public static IEnumerable<object?> Items(object value)
    {
        switch (value)
        {
            case JsonElement { ValueKind: JsonValueKind.Array } json: return Items(json);
            case string or IReadOnlyDictionary<string, object?>: break;
            case IEnumerable<object?> items: return items.Select(Known);
            case System.Collections.IEnumerable items: return items.Cast<object?>().Select(Known);
        }

        throw new GraphQLException("The value is no list, but the field's type is.", GraphQLErrorCodes.Internal);
    }

    private static IEnumerable<object?> Items(JsonElement json)
    {
        foreach (var item in json.EnumerateArray()) yield return Known(item);
    }
}
