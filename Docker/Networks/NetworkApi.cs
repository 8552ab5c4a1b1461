using GraphPlatform.Docker.Containers.Config;
using GraphPlatform.Docker.Http;

namespace GraphPlatform.Docker.Networks;

/// <summary><c>/networks</c> of the Docker Engine API 1.41 and later. A network is named by id or name.</summary>
public sealed class NetworkApi
{
    private readonly EngineHttp http;

    internal NetworkApi(EngineHttp http) => this.http = http;

    /// <summary>Networks; the containers in them only when inspected. <c>GET /networks</c></summary>
    public async Task<IReadOnlyList<NetworkDetails>> ListAsync(NetworkFilters? filters = null, CancellationToken ct = default) =>
        await http.ReadJsonAsync(
            EngineRequest.Get("/networks", new Query().Add("filters", filters?.ToQuery())), DockerJson.Default.ListNetworkDetails, ct);

    /// <summary>Everything about one. <c>GET /networks/{id}</c></summary>
    public Task<NetworkDetails> InspectAsync(string idOrName, CancellationToken ct = default) =>
        http.ReadJsonAsync(EngineRequest.Get(Path(idOrName)), DockerJson.Default.NetworkDetails, ct);

    /// <summary>Makes one and returns its id. <see cref="DockerErrorKind.NameInUse"/>, <see cref="DockerErrorKind.SubnetOverlap"/>,
    /// <see cref="DockerErrorKind.AddressPoolsExhausted"/>. <c>POST /networks/create</c></summary>
    public async Task<string> CreateAsync(CreateNetworkRequest request, CancellationToken ct = default)
    {
        var message = EngineRequest.Post("/networks/create").WithJson(request, DockerJson.Default.CreateNetworkRequest);
        return (await http.ReadJsonAsync(message, DockerJson.Default.NetworkCreated, ct)).Id;
    }

    /// <summary>Removes one; with containers in it <see cref="DockerErrorKind.InUse"/>. <c>DELETE /networks/{id}</c></summary>
    public Task RemoveAsync(string idOrName, CancellationToken ct = default) => http.ChangeAsync(EngineRequest.Delete(Path(idOrName)), ct);

    /// <summary>Lets a container join, also while it is frozen or stopped. <c>POST /networks/{id}/connect</c></summary>
    public Task ConnectAsync(string idOrName, string container, EndpointSettings? endpoint = null, CancellationToken ct = default) =>
        http.ChangeAsync(
            EngineRequest.Post(Path(idOrName, "/connect")).WithJson(new(container, endpoint, null), DockerJson.Default.NetworkMembership), ct);

    /// <summary>Takes a container out. <c>POST /networks/{id}/disconnect</c></summary>
    /// <param name="idOrName">The network.</param>
    /// <param name="container">The container.</param>
    /// <param name="force">Also when the container is gone or does not answer.</param>
    /// <param name="ct">Cancels.</param>
    public Task DisconnectAsync(string idOrName, string container, bool force = false, CancellationToken ct = default) =>
        http.ChangeAsync(
            EngineRequest.Post(Path(idOrName, "/disconnect")).WithJson(new(container, null, force), DockerJson.Default.NetworkMembership), ct);

    private static string Path(string id, string rest = "") => "/networks/" + EnginePath.Segment(id) + rest;
}

/// <summary>The answer to a create.</summary>
internal sealed record NetworkCreated(string Id);

/// <summary>The body of connect and disconnect.</summary>
internal sealed record NetworkMembership(string Container, EndpointSettings? EndpointConfig, bool? Force);
