using GraphPlatform.Docker.Http;

namespace GraphPlatform.Docker.Volumes;

/// <summary><c>/volumes</c> of the Docker Engine API 1.41 and later.</summary>
public sealed class VolumeApi
{
    private readonly EngineHttp http;

    internal VolumeApi(EngineHttp http) => this.http = http;

    /// <summary>Volumes. <c>GET /volumes</c></summary>
    public async Task<IReadOnlyList<VolumeDetails>> ListAsync(VolumeFilters? filters = null, CancellationToken ct = default)
    {
        var request = EngineRequest.Get("/volumes", new Query().Add("filters", filters?.ToQuery()));
        return (await http.ReadJsonAsync(request, DockerJson.Default.VolumeList, ct)).Volumes;
    }

    /// <summary>Everything about one. <c>GET /volumes/{name}</c></summary>
    public Task<VolumeDetails> InspectAsync(string name, CancellationToken ct = default) =>
        http.ReadJsonAsync(EngineRequest.Get(Path(name)), DockerJson.Default.VolumeDetails, ct);

    /// <summary>Makes one, or returns the one with that name as it is (its labels stay). <c>POST /volumes/create</c></summary>
    public Task<VolumeDetails> CreateAsync(CreateVolumeRequest request, CancellationToken ct = default) =>
        http.ReadJsonAsync(
            EngineRequest.Post("/volumes/create").WithJson(request, DockerJson.Default.CreateVolumeRequest), DockerJson.Default.VolumeDetails, ct);

    /// <summary>Removes one with all its data; one that a container has is <see cref="DockerErrorKind.InUse"/>. <c>DELETE /volumes/{name}</c></summary>
    /// <param name="name">Its name.</param>
    /// <param name="force">Also when its driver does not know it any more; a missing one is no error then.</param>
    /// <param name="ct">Cancels.</param>
    public Task RemoveAsync(string name, bool force = false, CancellationToken ct = default) =>
        http.ChangeAsync(EngineRequest.Delete(Path(name), new Query().Add("force", force)), ct);

    private static string Path(string name) => "/volumes/" + EnginePath.Segment(name);
}

/// <summary>The answer to a list.</summary>
internal sealed record VolumeList
{
    public IReadOnlyList<VolumeDetails> Volumes { get => field ?? []; init; }
}
