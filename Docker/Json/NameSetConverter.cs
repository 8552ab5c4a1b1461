using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphPlatform.Docker.Json;

/// <summary>Docker writes sets as objects: <c>{"80/tcp": {}}</c>. Here they are lists of names; the values are skipped.</summary>
internal sealed class NameSetConverter : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("An object of names belongs here.");
        var names = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(reader.GetString()!);
            reader.Read();
            reader.Skip();
        }

        return names;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var name in value)
        {
            writer.WriteStartObject(name);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
