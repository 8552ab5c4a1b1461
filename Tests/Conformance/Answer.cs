using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using GraphPlatform.GraphQL.Execution;

namespace GraphPlatform.Tests.Conformance;

/// <summary>One line of the output: id, valid, errors when there are some, data when it was executed.</summary>
internal static class Answer
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = int.MaxValue, SkipValidation = true };

    /// <summary>A line that is no case; its id goes back if it has one.</summary>
    public static void Refuse(IBufferWriter<byte> output, string message, JsonElement line = default) => Write(
        output, line.ValueKind == JsonValueKind.Object && line.TryGetProperty("id", out var id) ? id : default, valid: false,
        [new GraphQLError(message, GraphQLErrorCodes.BadRequest)]);

    /// <param name="output">Gets the line.</param>
    /// <param name="id">Of the case.</param>
    /// <param name="valid">Whether the document is.</param>
    /// <param name="errors">All of them.</param>
    /// <param name="response">The engine's response, for its data; null when nothing was executed.</param>
    public static void Write(IBufferWriter<byte> output, JsonElement id, bool valid, IReadOnlyList<GraphQLError> errors, ReadOnlyMemory<byte>? response = null)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WritePropertyName("id");
            if (id.ValueKind == JsonValueKind.Undefined) json.WriteNullValue();
            else json.WriteRawValue(JsonMarshal.GetRawUtf8Value(id), skipInputValidation: true);
            json.WriteBoolean("valid", valid);
            if (errors.Count > 0)
            {
                json.WriteStartArray("errors");
                foreach (var error in errors) Write(json, error);
                json.WriteEndArray();
            }

            if (response is { } bytes)
            {
                json.WritePropertyName("data");
                json.WriteRawValue(Data(bytes.Span), skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, GraphQLError error)
    {
        json.WriteStartObject();
        json.WriteString("message", error.Message);
        if (error.Locations.Count > 0)
        {
            json.WriteStartArray("locations");
            foreach (var location in error.Locations)
            {
                json.WriteStartObject();
                json.WriteNumber("line", location.Line);
                json.WriteNumber("column", location.Column);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (error.Path is { } path)
        {
            json.WriteStartArray("path");
            foreach (var step in path)
            {
                if (step is int index) json.WriteNumberValue(index);
                else json.WriteStringValue((string)step);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>The value after <c>{"data":</c>, where every response with data begins.</summary>
    private static ReadOnlySpan<byte> Data(ReadOnlySpan<byte> response)
    {
        var reader = new Utf8JsonReader(response, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        reader.Read();
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return response[start..(int)reader.BytesConsumed];
    }
}
