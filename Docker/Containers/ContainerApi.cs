using GraphPlatform.Docker.Containers.Config;
using GraphPlatform.Docker.Http;

namespace GraphPlatform.Docker.Containers;

/// <summary>
/// <c>/containers</c> of the Docker Engine API 1.41 and later. A container is named by its id, the id's beginning, or its name;
/// a missing one is <see cref="DockerErrorKind.NotFound"/>.
/// </summary>
public sealed partial class ContainerApi
{
    private readonly EngineHttp http;

    internal ContainerApi(EngineHttp http) => this.http = http;

    /// <summary>Running containers, or all. <c>GET /containers/json</c></summary>
    public async Task<IReadOnlyList<ContainerSummary>> ListAsync(
        ContainerFilters? filters = null, bool all = false, CancellationToken ct = default) =>
        await http.ReadJsonAsync(
            EngineRequest.Get("/containers/json", new Query().Add("all", all).Add("filters", filters?.ToQuery())),
            DockerJson.Default.ListContainerSummary, ct);

    /// <summary>Everything about one. <c>GET /containers/{id}/json</c></summary>
    /// <param name="idOrName">Its id or name.</param>
    /// <param name="size">Whether to measure what it wrote (slow).</param>
    /// <param name="ct">Cancels.</param>
    public Task<ContainerDetails> InspectAsync(string idOrName, bool size = false, CancellationToken ct = default) =>
        http.ReadJsonAsync(EngineRequest.Get(Path(idOrName, "/json"), new Query().Add("size", size)), DockerJson.Default.ContainerDetails, ct);

    /// <summary>Makes one without starting it. A taken name is <see cref="DockerErrorKind.NameInUse"/>, a missing image
    /// <see cref="DockerErrorKind.ImageNotFound"/>. <c>POST /containers/create</c></summary>
    public Task<ContainerCreated> CreateAsync(string? name, CreateContainerRequest request, CancellationToken ct = default) =>
        http.ReadJsonAsync(
            EngineRequest.Post("/containers/create", new Query().Add("name", name)).WithJson(request, DockerJson.Default.CreateContainerRequest),
            DockerJson.Default.ContainerCreated, ct);

    /// <summary>Starts it; false when it runs already. <see cref="DockerErrorKind.PortInUse"/>, <see cref="DockerErrorKind.CommandNotFound"/>.
    /// <c>POST /containers/{id}/start</c></summary>
    public Task<bool> StartAsync(string id, CancellationToken ct = default) => PostAsync(id, "/start", null, ct);

    /// <summary>Sends its stop signal, and SIGKILL after the grace; false when it is stopped already. Returns when it has ended.
    /// <c>POST /containers/{id}/stop</c></summary>
    /// <param name="id">Its id or name.</param>
    /// <param name="grace">In whole seconds, rounded up; null is the container's own; <see cref="Timeout.InfiniteTimeSpan"/> never kills.</param>
    /// <param name="ct">Cancels the waiting; the stop itself goes on.</param>
    public Task<bool> StopAsync(string id, TimeSpan? grace = null, CancellationToken ct = default) => PostAsync(id, "/stop", Grace(grace), ct);

    /// <summary>Stops and starts it. <c>POST /containers/{id}/restart</c></summary>
    public Task RestartAsync(string id, TimeSpan? grace = null, CancellationToken ct = default) => PostAsync(id, "/restart", Grace(grace), ct);

    /// <summary>Sends a signal to its first process; one that is not running is <see cref="DockerErrorKind.NotRunning"/>.
    /// <c>POST /containers/{id}/kill</c></summary>
    public Task KillAsync(string id, string signal = "SIGKILL", CancellationToken ct = default) =>
        PostAsync(id, "/kill", new Query().Add("signal", signal), ct);

    /// <summary>Freezes all its processes. <c>POST /containers/{id}/pause</c></summary>
    public Task PauseAsync(string id, CancellationToken ct = default) => PostAsync(id, "/pause", null, ct);

    /// <summary>Lets them go on. <c>POST /containers/{id}/unpause</c></summary>
    public Task UnpauseAsync(string id, CancellationToken ct = default) => PostAsync(id, "/unpause", null, ct);

    /// <summary>Gives it another name. <c>POST /containers/{id}/rename</c></summary>
    public Task RenameAsync(string id, string name, CancellationToken ct = default) =>
        PostAsync(id, "/rename", new Query().Add("name", name), ct);

    /// <summary>Changes its limits while it runs, also while frozen. Returns the engine's warnings. <c>POST /containers/{id}/update</c></summary>
    public async Task<IReadOnlyList<string>> UpdateAsync(string id, ContainerResources resources, CancellationToken ct = default)
    {
        var request = EngineRequest.Post(Path(id, "/update")).WithJson(resources, DockerJson.Default.ContainerResources);
        return (await http.ReadJsonAsync(request, DockerJson.Default.ContainerCreated, ct)).Warnings;
    }

    /// <summary>Removes it. A running one is a <see cref="DockerErrorKind.Conflict"/> unless forced. <c>DELETE /containers/{id}</c></summary>
    /// <param name="id">Its id or name.</param>
    /// <param name="force">Kills it first.</param>
    /// <param name="removeVolumes">Removes its anonymous volumes; named ones stay.</param>
    /// <param name="ct">Cancels the waiting.</param>
    public Task RemoveAsync(string id, bool force = false, bool removeVolumes = false, CancellationToken ct = default) =>
        http.ChangeAsync(EngineRequest.Delete(Path(id), new Query().Add("force", force).Add("v", removeVolumes)), ct);

    /// <summary>Waits for its end and tells how it ended. <c>POST /containers/{id}/wait</c></summary>
    public async Task<ContainerExit> WaitAsync(string id, WaitCondition condition = WaitCondition.NotRunning, CancellationToken ct = default)
    {
        var word = condition switch
        {
            WaitCondition.NextExit => "next-exit",
            WaitCondition.Removed => "removed",
            _ => "not-running",
        };
        var request = EngineRequest.Post(Path(id, "/wait"), new Query().Add("condition", word));
        return await http.ReadJsonAsync(request, DockerJson.Default.ContainerExit, ct);
    }

    private static string Path(string id, string rest = "") => "/containers/" + EnginePath.Segment(id) + rest;

    private static Query Grace(TimeSpan? grace) =>
        new Query().Add("t", grace is not { } time ? null : time == Timeout.InfiniteTimeSpan ? -1L : (long)Math.Ceiling(time.TotalSeconds));

    private Task<bool> PostAsync(string id, string action, Query? query, CancellationToken ct) =>
        http.ChangeAsync(EngineRequest.Post(Path(id, action), query), ct);
}
