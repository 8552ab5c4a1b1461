using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace GraphPlatform.GraphQL.Http.Uploads;

/// <summary>Puts files where the map says: every file is put somewhere, and every place is a null in the variables that waits for it.</summary>
internal static class UploadMap
{
    private const int MaxPlaces = 100;
    private const int MaxPathLength = 500;

    // Of two properties of the same name one would be looked at and the other used.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The operations as UTF-8, with a text of <paramref name="scope"/> at each place.</summary>
    public static ReadOnlyMemory<byte> Apply(string operations, string map, IReadOnlyList<IFormFile> files, UploadScope scope)
    {
        var root = Parse(operations, "operations");
        if (Parse(map, "map") is not JsonObject entries) throw new MalformedRequestException("\"map\" must be a JSON object: names of files, and for each a list of places.");
        if (entries.Count != files.Count) throw new MalformedRequestException($"\"map\" has {entries.Count} entries, but the form has {files.Count} files.");
        var places = 0;
        foreach (var (name, value) in entries)
        {
            if (value is not JsonArray { Count: > 0 } paths) throw new MalformedRequestException($"\"map\" must have a list of places for \"{Shorten(name)}\".");
            if ((places += paths.Count) > MaxPlaces) throw new MalformedRequestException($"\"map\" has more than {MaxPlaces} places.");
            var file = files.FirstOrDefault(each => each.Name == name) ?? throw new MalformedRequestException($"The form has no file called \"{Shorten(name)}\", which \"map\" names.");
            var text = scope.Add(file);
            foreach (var path in paths)
            {
                if (path is not JsonValue only || !only.TryGetValue<string>(out var place)) throw new MalformedRequestException("A place in \"map\" must be a string.");
                Put(root, place, text);
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(root);
    }

    private static JsonNode Parse(string json, string field)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: Strict) ?? throw new MalformedRequestException($"\"{field}\" is null.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new MalformedRequestException($"\"{field}\" is not valid JSON, or names something twice.");
        }
    }

    /// <summary>Walks a path such as <c>variables.files.0</c>, with the number of the request in front in a batch.</summary>
    private static void Put(JsonNode root, string path, string text)
    {
        if (path.Length > MaxPathLength) throw Wrong(path);
        var steps = path.Split('.');
        var first = root is JsonArray ? 1 : 0;
        if (steps.Length < first + 2 || steps[first] != "variables") throw Wrong(path);
        var at = root;
        for (var i = 0; i < steps.Length - 1; i++) at = Step(at, steps[i], path, out _) ?? throw Wrong(path);
        if (Step(at, steps[^1], path, out var index) is not null) throw Wrong(path);
        if (at is JsonArray list) list[index] = text;
        else at[steps[^1]] = text;
    }

    /// <summary>What is at the place: null is what waits for a file. No such place is an error.</summary>
    private static JsonNode? Step(JsonNode at, string step, string path, out int index)
    {
        index = -1;
        return at switch
        {
            JsonObject fields when fields.TryGetPropertyValue(step, out var value) => value,
            JsonArray items when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < items.Count => items[index],
            _ => throw Wrong(path),
        };
    }

    private static MalformedRequestException Wrong(string path) => new($"\"{Shorten(path)}\" in \"map\" is no place in the variables that is null.");

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..(char.IsHighSurrogate(text[79]) ? 79 : 80)] + "…";
}
