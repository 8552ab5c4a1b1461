namespace GraphPlatform.Docker.Http;

/// <summary>An open answer of the engine. Disposing it closes its connection at once, wherever it stands.</summary>
internal sealed class EngineStream : IDisposable
{
    private readonly HttpResponseMessage response;
    private readonly EngineHttp http;
    private volatile bool closed;

    private EngineStream(HttpResponseMessage response, Stream body, EngineHttp http)
    {
        this.response = response;
        this.http = http;
        Body = body;
        http.Track(this);
    }

    public Stream Body { get; }

    public string? MediaType => response.Content.Headers.ContentType?.MediaType;

    public string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    public static async Task<EngineStream> OverAsync(HttpResponseMessage response, EngineHttp http, CancellationToken ct)
    {
        try
        {
            return new(response, await response.Content.ReadAsStreamAsync(ct), http);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Reads what is there; 0 at the end. A connection that broke is a <see cref="DockerException"/>.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct)
    {
        try
        {
            var read = await Body.ReadAsync(buffer, ct);
            // .NET ends a read quietly when its connection is disposed: that is no end of the stream.
            return read > 0 || !closed ? read : throw new ObjectDisposedException(nameof(DockerClient));
        }
        // .NET's reader throws what it stumbles over when its connection is disposed under it, a null reference included.
        catch (Exception e) when (closed || e is ObjectDisposedException || EngineErrors.IsTransport(e, ct))
        {
            ct.ThrowIfCancellationRequested();
            throw http.Broken(e);
        }
    }

    public DockerException Broken(string why) => http.Broken(new EndOfStreamException(why));

    public DockerException Broken(Exception cause) => http.Broken(cause);

    public void Dispose()
    {
        closed = true;
        http.Untrack(this);
        Body.Dispose();
        response.Dispose();
    }
}
