using System.Text;
using GraphPlatform.GraphQL.Tests.Http;

namespace GraphPlatform.GraphQL.Tests.Sse;

/// <summary>Reads a stream block by block: what stands between two empty lines.</summary>
internal sealed class EventStreamClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly StreamReader reader;

    private EventStreamClient(HttpResponseMessage response, Stream stream) => (Response, reader) = (response, new StreamReader(stream, Encoding.UTF8));

    public HttpResponseMessage Response { get; }

    /// <summary>Starts a stream and reads its greeting.</summary>
    public static async Task<EventStreamClient> StartAsync(DemoServer server, string query, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url)
        {
            Content = new StringContent($$"""{"query":{{System.Text.Json.JsonSerializer.Serialize(query)}}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var limit = new CancellationTokenSource(Limit);
        var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        Assert.Equal(200, (int)response.StatusCode);
        var client = new EventStreamClient(response, await response.Content.ReadAsStreamAsync(limit.Token));
        Assert.Equal("retry: 2000\n:", await client.ReadAsync());
        return client;
    }

    /// <summary>The next block without the empty line at its end; null when the response has ended.</summary>
    public async Task<string?> ReadAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        var lines = new List<string>();
        while (await reader.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Length == 0) return string.Join('\n', lines);
            lines.Add(line);
        }

        Assert.Empty(lines);
        return null;
    }

    public void Dispose() => Response.Dispose();
}
