using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphPlatform.Docker.Json;

/// <summary>Docker counts durations in nanoseconds.</summary>
internal sealed class NanosecondsConverter : JsonConverter<TimeSpan?>
{
    public override TimeSpan? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? null : TimeSpan.FromTicks(reader.GetInt64() / TimeSpan.NanosecondsPerTick);

    public override void Write(Utf8JsonWriter writer, TimeSpan? value, JsonSerializerOptions options)
    {
        if (value is { } duration) writer.WriteNumberValue(duration.Ticks * TimeSpan.NanosecondsPerTick);
        else writer.WriteNullValue();
    }
}
