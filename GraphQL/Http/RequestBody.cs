using System.Text;
using System.Text.Json;

namespace GraphPlatform.GraphQL.Http;

/// <summary>The request is malformed; the message says how.</summary>
internal sealed class MalformedRequestException(string message) : Exception(message);

/// <summary>
/// The parameters of a request: https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters, and those of a persisted document request. Also the payload of a
/// socket's subscribe.
/// </summary>
internal readonly struct RequestBody
{
    /// <summary>The text of the document; empty when the request names it instead.</summary>
    public ReadOnlyMemory<byte> Document { get; init; }
    public bool HasDocument { get; init; }
    public string? OperationName { get; init; }
    public JsonElement? Variables { get; init; }
    public string? DocumentId { get; init; }

    /// <summary>Of <c>extensions.persistedQuery</c>, in lower case.</summary>
    public string? PersistedHash { get; init; }

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
        string? documentId = null;
        JsonElement? variables = null;
        JsonElement? extensions = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("query"u8))
            {
                reader.Read();
                document = reader.TokenType switch
                {
                    JsonTokenType.Null => (ReadOnlyMemory<byte>?)null,
                    JsonTokenType.String => Text(ref reader, json),
                    _ => throw new MalformedRequestException("\"query\" must be a string."),
                };
            }
            else if (reader.ValueTextEquals("operationName"u8))
            {
                operationName = OptionalString(ref reader, "operationName");
            }
            else if (reader.ValueTextEquals("variables"u8))
            {
                reader.Read();
                variables = Object(ref reader, "variables");
            }
            else if (reader.ValueTextEquals("extensions"u8))
            {
                reader.Read();
                extensions = Object(ref reader, "extensions");
            }
            else if (reader.ValueTextEquals("documentId"u8))
            {
                documentId = OptionalString(ref reader, "documentId");
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return new RequestBody
        {
            Document = document ?? default,
            HasDocument = document is not null,
            OperationName = operationName is "" ? null : operationName,
            Variables = variables,
            DocumentId = documentId,
            PersistedHash = extensions is { } given ? HashOf(given) : null,
        }.Checked();
    }

    /// <summary>The body, which says somehow what is to be run.</summary>
    public RequestBody Checked() => HasDocument || DocumentId is not null || PersistedHash is not null
        ? this : throw new MalformedRequestException("\"query\" is missing: the GraphQL document goes there.");

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

    /// <summary>Apollo's <c>persistedQuery</c>: {"version": 1, "sha256Hash": "…"}.</summary>
    public static string? HashOf(JsonElement extensions)
    {
        try
        {
            if (ReadHash(extensions, out var hash)) return hash;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: no hash either.
        }

        throw new MalformedRequestException("\"extensions.persistedQuery\" must have \"version\": 1 and \"sha256Hash\": 64 hexadecimal digits.");
    }

    /// <summary>True: there is one, or it was not asked for.</summary>
    private static bool ReadHash(JsonElement extensions, out string? lowerCase)
    {
        lowerCase = null;
        if (!extensions.TryGetProperty("persistedQuery", out var persisted) || persisted.ValueKind == JsonValueKind.Null) return true;
        if (persisted.ValueKind == JsonValueKind.Object
            && persisted.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number == 1
            && persisted.TryGetProperty("sha256Hash", out var hash) && hash.ValueKind == JsonValueKind.String && hash.GetString() is { } text && Persisted.DocumentId.IsHash(text))
            lowerCase = text.ToLowerInvariant();
        return lowerCase is not null;
    }

    private static string? OptionalString(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String => reader.GetString(),
            _ => throw new MalformedRequestException($"\"{name}\" must be a string."),
        };
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
