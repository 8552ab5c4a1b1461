using System.Text.Json;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Http;

namespace GraphPlatform.GraphQL.WebSockets;

/// <summary>A client's message, and the text of the server's.</summary>
internal readonly struct SocketMessage
{
    public required string Type { get; init; }
    public string? Id { get; init; }
    public JsonElement? Payload { get; init; }

    /// <summary>Null for what is no message of the protocol.</summary>
    public static SocketMessage? Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8.Span);
            var root = JsonElement.ParseValue(ref reader);
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String) return null;
            string? id = null;
            if (root.TryGetProperty("id", out var idValue))
            {
                if (idValue.ValueKind != JsonValueKind.String || idValue.GetString() is not { Length: > 0 } text) return null;
                id = text;
            }

            JsonElement? payload = root.TryGetProperty("payload", out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
            return new SocketMessage { Type = type.GetString()!, Id = id, Payload = payload };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The payload of subscribe; null when it is none.</summary>
    public RequestBody? Request()
    {
        if (Payload is not { ValueKind: JsonValueKind.Object } payload) return null;
        try
        {
            return RequestBody.Read(System.Text.Encoding.UTF8.GetBytes(payload.GetRawText()));
        }
        catch (MalformedRequestException)
        {
            return null;
        }
    }

    public static void Next(Utf8Output output, string id, ReadOnlySpan<byte> result)
    {
        Head(output, "next"u8, id);
        output.Raw(",\"payload\":"u8);
        output.Raw(result);
        output.Byte((byte)'}');
    }

    public static void Error(Utf8Output output, string id, IReadOnlyList<GraphQLError> errors)
    {
        Head(output, "error"u8, id);
        output.Raw(",\"payload\":["u8);
        for (var i = 0; i < errors.Count; i++)
        {
            if (i > 0) output.Byte((byte)',');
            errors[i].Write(output);
        }

        output.Raw("]}"u8);
    }

    public static void Complete(Utf8Output output, string id)
    {
        Head(output, "complete"u8, id);
        output.Byte((byte)'}');
    }

    public static void Pong(Utf8Output output, JsonElement? payload)
    {
        output.Raw("{\"type\":\"pong\""u8);
        if (payload is { } echo)
        {
            output.Raw(",\"payload\":"u8);
            output.Raw(System.Text.Encoding.UTF8.GetBytes(echo.GetRawText()));
        }

        output.Byte((byte)'}');
    }

    private static void Head(Utf8Output output, ReadOnlySpan<byte> type, string id)
    {
        output.Raw("{\"id\":"u8);
        output.String(id);
        output.Raw(",\"type\":\""u8);
        output.Raw(type);
        output.Byte((byte)'"');
    }
}
