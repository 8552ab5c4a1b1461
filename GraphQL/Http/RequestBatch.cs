using System.Text.Json;

namespace GraphPlatform.GraphQL.Http;

/// <summary>One place of a batch: a request, or what is wrong with it.</summary>
internal readonly record struct BatchEntry(RequestBody Body, string? Problem);

/// <summary>A JSON array of requests.</summary>
internal static class RequestBatch
{
    /// <summary>Whether the body is an array. What is no JSON at all is left to the reading of one request, which says so.</summary>
    public static bool Is(ReadOnlySpan<byte> json)
    {
        if (json.StartsWith("{"u8)) return false;
        var start = json.IndexOfAnyExcept(" \t\r\n"u8);
        return start >= 0 && json[start] == (byte)'[';
    }

    /// <summary>Reads the requests; stops at the first that is too many.</summary>
    public static IReadOnlyList<BatchEntry> Read(ReadOnlyMemory<byte> json, int limit)
    {
        if (limit <= 0) throw new MalformedRequestException("Batches are not taken here: the body must be one JSON object.");
        try
        {
            var reader = new Utf8JsonReader(json.Span);
            reader.Read();
            var entries = new List<BatchEntry>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (entries.Count == limit) throw new MalformedRequestException($"A batch has at most {limit} requests.");
                // Read twice: what is wrong in one request must leave the reader at its end.
                var start = reader;
                reader.Skip();
                entries.Add(Entry(start, json));
            }

            if (reader.Read()) throw new MalformedRequestException("The body must be one JSON array.");
            return entries.Count > 0 ? entries : throw new MalformedRequestException("The batch is empty.");
        }
        catch (JsonException)
        {
            throw new MalformedRequestException("The body is not valid JSON.");
        }
    }

    private static BatchEntry Entry(Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        try
        {
            return new BatchEntry(RequestBody.Read(ref reader, json), null);
        }
        catch (MalformedRequestException e)
        {
            return new BatchEntry(default, e.Message);
        }
        catch (InvalidOperationException)
        {
            return new BatchEntry(default, "The request has text that is not valid Unicode.");
        }
    }
}
