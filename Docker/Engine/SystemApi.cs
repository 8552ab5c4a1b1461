using GraphPlatform.Docker.Http;
using GraphPlatform.Docker.Streams;

namespace GraphPlatform.Docker.Engine;

/// <summary>The engine itself: <c>/_ping</c>, <c>/version</c>, <c>/info</c>, <c>/events</c> and <c>/system/df</c> of API 1.41 and later.</summary>
public sealed class SystemApi
{
    private readonly EngineHttp http;

    internal SystemApi(EngineHttp http) => this.http = http;

    /// <summary>Whether the engine answers, within the connect timeout; <see cref="DockerErrorKind.Unavailable"/> otherwise. <c>GET /_ping</c></summary>
    public async Task<EnginePing> PingAsync(CancellationToken ct = default)
    {
        using var response = await http.PingAsync(ct);
        string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
        return new(Header("Api-Version") ?? "", Header("Builder-Version") ?? "", Header("Swarm") ?? "");
    }

    /// <summary>What the engine is. <c>GET /version</c></summary>
    public Task<EngineVersion> VersionAsync(CancellationToken ct = default) =>
        http.ReadJsonAsync(EngineRequest.Get("/version"), DockerJson.Default.EngineVersion, ct);

    /// <summary>What the engine's machine has and how it is set up. <c>GET /info</c></summary>
    public Task<EngineInfo> InfoAsync(CancellationToken ct = default) =>
        http.ReadJsonAsync(EngineRequest.Get("/info"), DockerJson.Default.EngineInfo, ct);

    /// <summary>
    /// What happens on the engine, from now or from <paramref name="since"/> on (the engine keeps the last 256), until the loop is left
    /// or <paramref name="until"/>. Hints, not truth: after <see cref="DockerErrorKind.StreamBroken"/> list and inspect. <c>GET /events</c>
    /// </summary>
    public IAsyncEnumerable<EngineEvent> EventsAsync(
        EventFilters? filters = null, NanoTime? since = null, NanoTime? until = null, CancellationToken ct = default)
    {
        var query = new Query().Add("since", since?.ToString()).Add("until", until?.ToString()).Add("filters", filters?.ToQuery());
        return JsonLines.ReadAsync(http, EngineRequest.Get("/events", query), DockerJson.Default.EngineEvent, ct);
    }

    /// <summary>What images, containers, volumes and build caches take. Slow: the engine measures. <c>GET /system/df</c></summary>
    public Task<DiskUsage> DiskUsageAsync(CancellationToken ct = default) =>
        http.ReadJsonAsync(EngineRequest.Get("/system/df"), DockerJson.Default.DiskUsage, ct);
}
