using System.Text.Json;
using GraphPlatform.Docker.Http;

namespace GraphPlatform.Docker.Containers;

/// <content>Files of a container, running or not, as tar archives.</content>
public sealed partial class ContainerApi
{
    /// <summary>Unpacks a tar into an existing folder of the container. <c>PUT /containers/{id}/archive</c></summary>
    /// <param name="id">Its id or name.</param>
    /// <param name="path">The folder; a missing one is <see cref="DockerErrorKind.NotFound"/>.</param>
    /// <param name="tar">Plain or gzip; read to its end, not closed.</param>
    /// <param name="ct">Cancels; files already unpacked stay.</param>
    public Task PutArchiveAsync(string id, string path, Stream tar, CancellationToken ct = default) =>
        http.ChangeAsync(new EngineRequest(HttpMethod.Put, Path(id, "/archive")) { Query = new Query().Add("path", path) }.WithTar(tar), ct);

    /// <summary>A file or folder as a tar. Dispose the archive to close its connection. <c>GET /containers/{id}/archive</c></summary>
    public async Task<ContainerArchive> GetArchiveAsync(string id, string path, CancellationToken ct = default)
    {
        var stream = await http.OpenAsync(EngineRequest.Get(Path(id, "/archive"), new Query().Add("path", path)), ct);
        try
        {
            return new(stream, Stat(stream.Header(StatHeader)));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>What is at a path; a missing one is <see cref="DockerErrorKind.NotFound"/>. <c>HEAD /containers/{id}/archive</c></summary>
    public async Task<ContainerPathStat> StatAsync(string id, string path, CancellationToken ct = default)
    {
        var request = new EngineRequest(HttpMethod.Head, Path(id, "/archive")) { Query = new Query().Add("path", path) };
        using var response = await http.SendAsync(request, ct);
        return Stat(response.Headers.TryGetValues(StatHeader, out var values) ? values.FirstOrDefault() : null);
    }

    private const string StatHeader = "X-Docker-Container-Path-Stat";

    private static ContainerPathStat Stat(string? header)
    {
        try
        {
            return JsonSerializer.Deserialize(Convert.FromBase64String(header ?? ""), DockerJson.Default.ContainerPathStat) ?? new();
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new DockerException(DockerErrorKind.Protocol, null, $"The engine's {StatHeader} '{header}' is not what the API says.", e);
        }
    }
}
