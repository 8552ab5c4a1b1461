using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GraphPlatform.Docker.Http;

namespace GraphPlatform.Docker.Streams;

/// <summary>Reads an answer that is one JSON value a line, for as long as it comes.</summary>
internal static class JsonLines
{
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        EngineHttp http, EngineRequest request, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken ct)
    {
        using var stream = await http.OpenAsync(request, ct);
        using var lines = new LineReader(stream);
        do
        {
            while (lines.TryRead(out var line)) yield return Parse(line, type);
        }
        while (await lines.FillAsync(ct));
    }

    private static T Parse<T>(ReadOnlyMemory<byte> line, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(line.Span, type)
                ?? throw new DockerException(DockerErrorKind.Protocol, null, "The engine's stream holds null.");
        }
        catch (JsonException e)
        {
            throw new DockerException(DockerErrorKind.Protocol, null, "A line of the engine's stream is not what the API says: " + e.Message, e);
        }
    }
}
