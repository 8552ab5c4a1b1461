using GraphPlatform.Docker.Http;

namespace GraphPlatform.Docker.Exec;

/// <summary><c>/exec</c> of the Docker Engine API 1.41 and later: commands in running containers.</summary>
public sealed class ExecApi
{
    private readonly EngineHttp http;

    internal ExecApi(EngineHttp http) => this.http = http;

    /// <summary>Prepares a command and returns its id. <see cref="DockerErrorKind.NotRunning"/>, <see cref="DockerErrorKind.Paused"/>.
    /// <c>POST /containers/{id}/exec</c></summary>
    public async Task<string> CreateAsync(string containerId, ExecRequest request, CancellationToken ct = default)
    {
        var message = EngineRequest.Post("/containers/" + EnginePath.Segment(containerId) + "/exec").WithJson(request, DockerJson.Default.ExecRequest);
        return (await http.ReadJsonAsync(message, DockerJson.Default.ExecCreated, ct)).Id;
    }

    /// <summary>
    /// Starts it and takes over the connection for its input and output. A command that does not exist says so in the output and in
    /// the exit code (126, 127). <c>POST /exec/{id}/start</c> with <c>Upgrade: tcp</c>
    /// </summary>
    /// <param name="execId">From <see cref="CreateAsync"/>.</param>
    /// <param name="tty">As in its request: then there are no frames.</param>
    /// <param name="ct">Cancels the start; the stream has tokens of its own.</param>
    public async Task<ExecStream> StartAsync(string execId, bool tty = false, CancellationToken ct = default)
    {
        var request = EngineRequest.Post(Path(execId, "/start")).WithJson(new(Detach: false, tty), DockerJson.Default.ExecStart);
        return new(await http.HijackAsync(request, ct), tty);
    }

    /// <summary>Starts it without its input and output. <c>POST /exec/{id}/start</c></summary>
    public Task StartDetachedAsync(string execId, CancellationToken ct = default) =>
        http.ChangeAsync(EngineRequest.Post(Path(execId, "/start")).WithJson(new(Detach: true, Tty: false), DockerJson.Default.ExecStart), ct);

    /// <summary>Tells its terminal how large it is, in characters. Only while it runs. <c>POST /exec/{id}/resize</c></summary>
    public Task ResizeAsync(string execId, int columns, int rows, CancellationToken ct = default) =>
        http.ChangeAsync(EngineRequest.Post(Path(execId, "/resize"), new Query().Add("h", rows).Add("w", columns)), ct);

    /// <summary>Whether it runs and how it ended. The engine forgets ended ones after some minutes. <c>GET /exec/{id}/json</c></summary>
    public Task<ExecDetails> InspectAsync(string execId, CancellationToken ct = default) =>
        http.ReadJsonAsync(EngineRequest.Get(Path(execId, "/json")), DockerJson.Default.ExecDetails, ct);

    private static string Path(string id, string rest) => "/exec/" + EnginePath.Segment(id) + rest;
}

/// <summary>The answer to a create.</summary>
internal sealed record ExecCreated(string Id);

/// <summary>The body of a start.</summary>
internal sealed record ExecStart(bool Detach, bool Tty);
