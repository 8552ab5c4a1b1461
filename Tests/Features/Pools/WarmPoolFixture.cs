using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Pools;

/// <summary>A server, and what tests do with its warm pools.</summary>
public sealed class WarmPoolFixture : ServerFixture
{
    private const string Fields = "id image minimum maximum target ready preparing warmStarts coldStarts notFilledBecause";

    /// <summary>Makes a pool of the test image, and waits until it is full.</summary>
    public async Task<string> PoolAsync(int minimum, int maximum)
    {
        DockerEngine.Require();
        var payload = await Client.MutateAsync(
            $"createWarmPool(input: {{image: $image, minimum: {minimum}, maximum: {maximum}}}) {{ warmPool {{ id }} }}", "$image: String!", new { image = DockerEngine.Image });
        var id = payload.GetProperty("warmPool").GetProperty("id").GetString()!;
        await UntilAsync(id, p => Int(p, "ready") == minimum);
        return id;
    }

    /// <summary>Waits until a pool is as wanted.</summary>
    public async Task<JsonElement> UntilAsync(string id, Func<JsonElement, bool> wanted)
    {
        await using var socket = await SubscribeAsync();
        var data = await socket.UntilAsync(d => d.GetProperty("warmPoolChanged") is var e && e.TryGetProperty("target", out _) && e.GetProperty("id").GetString() == id && wanted(e));
        return data.GetProperty("warmPoolChanged");
    }

    /// <summary>A pool as it is.</summary>
    public async Task<JsonElement> FindAsync(string id) =>
        (await Client.QueryAsync($"query($id: ID!) {{ node(id: $id) {{ ... on WarmPool {{ {Fields} }} }} }}", new { id })).GetProperty("node");

    /// <summary>Removes the only pool when there is no container any more, and waits until nothing is on the engine: what was just being made goes last.</summary>
    public async Task RemoveAsync(string id)
    {
        await Client.MutateAsync("deleteWarmPool(input: {warmPoolId: $id}) { warmPoolId }", "$id: ID!", new { id });
        foreach (var patience in Enumerable.Range(0, 400))
        {
            if ((await ListAsync("ps", "-aq")).Length == 0 && (await ListAsync("volume", "ls", "-q")).Length == 0) return;
            await Task.Delay(50);
        }
    }

    /// <summary>The engine's names of what is frozen.</summary>
    public Task<string[]> WaitingAsync() => ListAsync("ps", "--filter", "status=paused", "--format", "{{.Names}}");

    /// <summary>What the engine has of this installation.</summary>
    public async Task<string[]> ListAsync(params string[] list) =>
        await DockerEngine.LinesAsync([.. list, "--filter", "label=graphplatform.installation=" + await DockerEngine.InstallationOfAsync(Server.Data)]);

    /// <summary>Whether a container's first instance came from a pool.</summary>
    public async Task<bool> IsWarmAsync(string id) =>
        (await ContainerAsync(id, "instances { fromPool }")).GetProperty("instances")[0].GetProperty("fromPool").GetBoolean();

    /// <summary>A number of a pool.</summary>
    public static int Int(JsonElement pool, string field) => pool.GetProperty(field).GetInt32();

    private Task<GraphQLSocket> SubscribeAsync() =>
        GraphQLSocket.SubscribeAsync(Server.Url, Client.AccessToken, $"subscription {{ warmPoolChanged {{ ... on WarmPool {{ {Fields} }} ... on Removed {{ id }} }} }}");
}
