using System.Text;
using System.Text.Json;

namespace GraphPlatform.Docker.Json;

/// <summary>The <c>filters</c> parameter: <c>{"label": ["a=b"], "status": ["running"]}</c>.</summary>
internal static class FilterJson
{
    /// <summary>Null when nothing is filtered.</summary>
    public static string? Write(params ReadOnlySpan<(string Name, IReadOnlyList<string>? Values)> filters)
    {
        using var buffer = new MemoryStream();
        using var writer = new Utf8JsonWriter(buffer);
        var any = false;
        writer.WriteStartObject();
        foreach (var (name, values) in filters)
        {
            if (values is not { Count: > 0 }) continue;
            any = true;
            writer.WriteStartArray(name);
            foreach (var value in values) writer.WriteStringValue(value);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.Flush();
        return any ? Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) : null;
    }
}
