using System.Text;
using System.Text.Json;

namespace GraphPlatform.GraphQL.Http;

/// <summary>The request is malformed; the message says how.</summary>
internal sealed class MalformedRequestException(string message) : Exception(message);

/// <summary>The parameters of a request: https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters. Also the payload of a socket's subscribe.</summary>
internal readonly struct RequestBody
{
    public ReadOnlyMemory<byte> Document { get; init; }
    public string? OperationName { get; init; }
    public JsonElement? Variables { get; init; }

    /// <summary>Reads the JSON object. The document is a slice of <paramref name="json"/> when it has no escapes.</summary>
    public static RequestBody Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json.Span);
            reader.Read();
            var body = Read(ref reader, json);
            if (reader.Read()) throw new MalformedRequestException("The body must be one JSON object.");
            return body;
        }
        catch (JsonException)
        {
            throw new MalformedRequestException("The body is not valid JSON.");
        }
        catch (InvalidOperationException)
        {
            throw new MalformedRequestException("The body has text that is not valid Unicode.");
        }
    }

    /// <summary>Reads the object that the reader stands at.</summary>
    public static RequestBody Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new MalformedRequestException("The body must be a JSON object with \"query\", and where needed \"variables\" and \"operationName\".");
        ReadOnlyMemory<byte>? document = null;
        string? operationName = null;
        JsonElement? variables = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("query"u8))
            {
                reader.Read();
                document = reader.TokenType == JsonTokenType.String ? Text(ref reader, json) : throw new MalformedRequestException("\"query\" must be a string.");
            }
            else if (reader.ValueTextEquals("operationName"u8))
            {
                reader.Read();
                operationName = reader.TokenType switch
                {
                    JsonTokenType.Null => null,
                    JsonTokenType.String => reader.GetString(),
                    _ => throw new MalformedRequestException("\"operationName\" must be a string."),
                };
            }
            else if (reader.ValueTextEquals("variables"u8))
            {
                reader.Read();
                variables = Object(ref reader, "variables");
            }
            else if (reader.ValueTextEquals("extensions"u8))
            {
                reader.Read();
                Object(ref reader, "extensions");
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return new RequestBody
        {
            Document = document ?? throw new MalformedRequestException("\"query\" is missing: the GraphQL document goes there."),
            OperationName = operationName is "" ? null : operationName,
            Variables = variables,
        };
    }

    public static JsonElement? ReadObject(string text, string name)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            reader.Read();
            return Object(ref reader, name);
        }
        catch (JsonException)
        {
            throw new MalformedRequestException($"\"{name}\" is not valid JSON.");
        }
    }

    private static JsonElement? Object(ref Utf8JsonReader reader, string name) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.StartObject => JsonElement.ParseValue(ref reader),
        _ => throw new MalformedRequestException($"\"{name}\" must be a JSON object."),
    };

    private static ReadOnlyMemory<byte> Text(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        if (!reader.ValueIsEscaped) return json.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        try
        {
            var text = new byte[reader.ValueSpan.Length];
            return text.AsMemory(0, reader.CopyString(text));
        }
        catch (InvalidOperationException)
        {
            throw new MalformedRequestException("\"query\" is not valid Unicode.");
        }
    }
}
