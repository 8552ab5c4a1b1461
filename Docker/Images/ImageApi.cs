using GraphPlatform.Docker.Http;
using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Images;

/// <summary>
/// <c>/images</c> and <c>/build</c> of the Docker Engine API 1.41 and later. An image is named by reference, digest reference or id;
/// a missing one is <see cref="DockerErrorKind.ImageNotFound"/>.
/// </summary>
public sealed partial class ImageApi
{
    private readonly EngineHttp http;

    internal ImageApi(EngineHttp http) => this.http = http;

    /// <summary>Images on the engine. <c>GET /images/json</c></summary>
    /// <param name="filters">Which ones.</param>
    /// <param name="all">Whether the layers in between are in it.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<ImageSummary>> ListAsync(ImageFilters? filters = null, bool all = false, CancellationToken ct = default) =>
        await http.ReadJsonAsync(
            EngineRequest.Get("/images/json", new Query().Add("all", all).Add("filters", filters?.ToQuery())),
            DockerJson.Default.ListImageSummary, ct);

    /// <summary>Everything about one. <c>GET /images/{name}/json</c></summary>
    public Task<ImageDetails> InspectAsync(string reference, CancellationToken ct = default) =>
        http.ReadJsonAsync(EngineRequest.Get(Path(reference, "/json")), DockerJson.Default.ImageDetails, ct);

    /// <summary>Gives an image another name. <c>POST /images/{name}/tag</c></summary>
    /// <param name="reference">The image.</param>
    /// <param name="target">The new name, <c>repository:tag</c>; without a tag <c>latest</c>.</param>
    /// <param name="ct">Cancels.</param>
    public Task TagAsync(string reference, string target, CancellationToken ct = default)
    {
        var (repository, tag) = ImageReference.Parse(target);
        return http.ChangeAsync(EngineRequest.Post(Path(reference, "/tag"), new Query().Add("repo", repository).Add("tag", tag)), ct);
    }

    /// <summary>Takes a name off, and deletes the image with its last name. One that containers use is
    /// <see cref="DockerErrorKind.InUse"/>. <c>DELETE /images/{name}</c></summary>
    /// <param name="reference">The image.</param>
    /// <param name="force">Also with several names or used by stopped containers.</param>
    /// <param name="keepParents">Whether parents without a name stay.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<ImageRemoval>> RemoveAsync(
        string reference, bool force = false, bool keepParents = false, CancellationToken ct = default) =>
        await http.ReadJsonAsync(
            EngineRequest.Delete(Path(reference), new Query().Add("force", force).Add("noprune", keepParents)),
            DockerJson.Default.ListImageRemoval, ct);

    /// <summary>Ends a BuildKit build by the name that <see cref="BuildOptions.BuildKitId"/> gave it. <c>POST /build/cancel</c></summary>
    public Task CancelBuildAsync(string buildKitId, CancellationToken ct = default) =>
        http.ChangeAsync(EngineRequest.Post("/build/cancel", new Query().Add("id", buildKitId)), ct);

    /// <summary>Deletes one record of BuildKit's cache (<see cref="Engine.BuildCacheUsage.Id"/>) that no build uses now; a missing one is no
    /// error. Returns the bytes that are free now. <c>POST /build/prune</c> with its id</summary>
    public async Task<long> RemoveBuildCacheAsync(string id, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        var request = EngineRequest.Post("/build/prune", new Query().Add("all", true).Add("filters", FilterJson.Write(("id", [id]))));
        return (await http.ReadJsonAsync(request, DockerJson.Default.BuildCachePruned, ct)).SpaceReclaimed;
    }

    private static string Path(string reference, string rest = "") => "/images/" + EnginePath.Image(reference) + rest;
}

/// <summary>The answer to a prune of the build cache.</summary>
internal sealed record BuildCachePruned(long SpaceReclaimed);
