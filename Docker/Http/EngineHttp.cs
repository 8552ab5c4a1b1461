using System.Net;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphPlatform.Docker.Http;

/// <summary>Sends requests to one engine: version prefix, errors, JSON. Everything else in this client stands on it.</summary>
internal sealed class EngineHttp : IDisposable
{
    private readonly HttpMessageInvoker invoker;
    private readonly bool ownHandler;
    private readonly HashSet<EngineStream> open = [];
    private bool disposed;

    public EngineHttp(EngineEndpoint endpoint, HttpMessageHandler? handler)
    {
        Endpoint = endpoint;
        ownHandler = handler is null;
        invoker = new(handler ?? endpoint.CreateHandler());
        Version = new(PingForVersionAsync);
    }

    public EngineEndpoint Endpoint { get; }

    public VersionNegotiation Version { get; }

    /// <summary>The answer as soon as its headers are there; only successes (and 304) come back. The caller disposes it.</summary>
    public async Task<HttpResponseMessage> SendAsync(EngineRequest request, CancellationToken ct) => await SendAsync(invoker, request, ct);

    public async Task<T> ReadJsonAsync<T>(EngineRequest request, JsonTypeInfo<T> type, CancellationToken ct)
    {
        using var response = await SendAsync(request, ct);
        return await ReadJsonAsync(response, type, ct);
    }

    /// <summary>For requests whose answer says nothing. Tells whether something changed (false: 304).</summary>
    public async Task<bool> ChangeAsync(EngineRequest request, CancellationToken ct)
    {
        using var response = await SendAsync(request, ct);
        await ReadTextAsync(response, ct);
        return response.StatusCode != HttpStatusCode.NotModified;
    }

    /// <summary>An answer that is read for as long as it comes.</summary>
    public async Task<EngineStream> OpenAsync(EngineRequest request, CancellationToken ct)
    {
        var response = await SendAsync(request, ct);
        return await EngineStream.OverAsync(response, this, ct);
    }

    /// <summary>A connection of its own that the engine gives over to us (<c>Upgrade: tcp</c>).</summary>
    public async Task<EngineDuplex> HijackAsync(EngineRequest request, CancellationToken ct)
    {
        Stream? transport = null;
        var own = ownHandler ? new HttpMessageInvoker(Endpoint.CreateHandler(stream => transport = stream)) : null;
        HttpResponseMessage? response = null;
        try
        {
            response = await SendAsync(own ?? invoker, request with { Upgrade = true }, ct);
            if (response.StatusCode != HttpStatusCode.SwitchingProtocols)
                throw new DockerException(DockerErrorKind.Protocol, response.StatusCode, "The engine did not give over the connection.");
            return new(await EngineStream.OverAsync(response, this, ct), transport, own);
        }
        catch
        {
            response?.Dispose();
            own?.Dispose();
            throw;
        }
    }

    /// <summary>The error for a stream that broke; the engine may have been away, so its version is asked anew.</summary>
    public DockerException Broken(Exception cause)
    {
        Version.Forget();
        return EngineErrors.StreamBroken(Endpoint, cause);
    }

    public void Track(EngineStream stream)
    {
        lock (open)
            if (!disposed && open.Add(stream)) return;
        stream.Dispose();
        throw new ObjectDisposedException(nameof(DockerClient));
    }

    public void Untrack(EngineStream stream)
    {
        lock (open) open.Remove(stream);
    }

    /// <summary>The handler forgets connections that are in use, so streams are closed here.</summary>
    public void Dispose()
    {
        EngineStream[] streams;
        lock (open) (streams, disposed) = ([.. open], true);
        foreach (var stream in streams) stream.Dispose();
        invoker.Dispose();
        Version.Dispose();
    }

    public async Task<T> ReadJsonAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken ct)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(ct);
            return await JsonSerializer.DeserializeAsync(body, type, ct)
                ?? throw new DockerException(DockerErrorKind.Protocol, response.StatusCode, "The engine answered null.");
        }
        catch (JsonException e)
        {
            throw new DockerException(DockerErrorKind.Protocol, response.StatusCode, "The engine's answer is not what the API says: " + e.Message, e);
        }
        catch (Exception e) when (EngineErrors.IsTransport(e, ct))
        {
            throw Broken(e);
        }
    }

    private async Task<string> ReadTextAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            return await response.Content.ReadAsStringAsync(ct);
        }
        catch (Exception e) when (EngineErrors.IsTransport(e, ct))
        {
            throw Broken(e);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMessageInvoker via, EngineRequest request, CancellationToken ct)
    {
        for (var again = false; ; again = true)
        {
            var response = await SendOnceAsync(via, request, await Version.GetAsync(ct), ct);
            if (response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.NotModified or HttpStatusCode.SwitchingProtocols)
                return response;

            using (response)
            {
                var message = await ReadTextAsync(response, ct);
                // An older engine took the place of the one that we had asked: ask this one, once.
                if (again || !EngineErrors.IsVersionTooNew(response.StatusCode, message))
                    throw EngineErrors.From(response.StatusCode, message, request.Purpose);
                Version.Forget();
            }
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpMessageInvoker via, EngineRequest request, ApiVersion? version, CancellationToken ct)
    {
        using var message = request.ToMessage(Endpoint.BaseAddress, version);
        try
        {
            return await via.SendAsync(message, ct);
        }
        catch (Exception e) when (EngineErrors.IsTransport(e, ct))
        {
            if (message.Content is TarContent { SourceFailure: { } failure }) ExceptionDispatchInfo.Throw(failure);
            Version.Forget();
            throw EngineErrors.Unavailable(Endpoint, e);
        }
    }

    /// <summary>GET /_ping, without a version.</summary>
    public async Task<HttpResponseMessage> PingAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Endpoint.Options.ConnectTimeout);
        try
        {
            var response = await SendOnceAsync(invoker, EngineRequest.Get("/_ping"), null, limit.Token);
            if (response.IsSuccessStatusCode) return response;
            using (response)
                throw EngineErrors.From(response.StatusCode, await ReadTextAsync(response, limit.Token), Purpose.General);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw EngineErrors.Unavailable(Endpoint, new TimeoutException("no answer within " + Endpoint.Options.ConnectTimeout, e));
        }
    }

    private async Task<string?> PingForVersionAsync(CancellationToken ct)
    {
        using var response = await PingAsync(ct);
        return response.Headers.TryGetValues("Api-Version", out var values) ? values.FirstOrDefault() : null;
    }
}
