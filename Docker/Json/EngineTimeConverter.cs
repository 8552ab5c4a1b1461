using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphPlatform.Docker.Json;

/// <summary>Docker writes "never" as year 1 or as an empty string. Here it is null.</summary>
internal sealed class EngineTimeConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number => DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64()),
            _ when reader.ValueTextEquals(""u8) => null,
            _ when reader.TryGetDateTimeOffset(out var time) => time.Year <= 1 ? null : time,
            _ => throw new JsonException("Not a time: " + reader.GetString()),
        };

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } time) writer.WriteStringValue(time);
        else writer.WriteNullValue();
    }
}
