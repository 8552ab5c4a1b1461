using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Runtime;

/// <summary>The engine goes and comes again: what should run runs, what was frozen wakes, nothing is doubled.</summary>
public sealed class EngineRestartTests
{
    [SkippableFact]
    public async Task A_restart_of_the_engine_brings_everything_back()
    {
        DockerEngine.Require();
        await using var docker = await PrivateDocker.StartAsync();
        var image = Path.GetTempFileName();
        try
        {
            await DockerEngine.RunAsync("save", "-o", image, DockerEngine.Image);
            await docker.RunAsync("load", "-i", image);
        }
        finally
        {
            File.Delete(image);
        }

        await using var world = await ServerFixture.StartAsync(new() { ["DOCKER_HOST"] = docker.Host });
        var runs = await world.RunAsync("exec sleep 1000", ", replicas: 2, resources: {memoryBytes: 33554432}");
        var stopped = await world.RunAsync();
        await world.ChangeAsync("stopContainer", stopped);
        var idle = await world.RunAsync("exec sleep 1000", ", lifecycle: {mode: ON, idleAfter: \"PT1S\", stopAfter: \"PT1H\"}");
        await world.StatusAsync(idle, "IDLE");

        await world.Client.MutateAsync($"createWarmPool(input: {{image: \"{DockerEngine.Image}\", minimum: 2, maximum: 2}}) {{ warmPool {{ id }} }}");
        await PoolFullAsync(world);

        await EngineIsAsync(world, "OK");
        await docker.StopAsync();
        await EngineIsAsync(world, "DOWN");
        Assert.Equal("STOPPED", (await world.ContainerAsync(stopped, "status")).GetProperty("status").GetString());       // what is kept is told
        var asked = await world.Client.MutateAsync("stopContainer(input: {containerId: $id}) { operation { id } }", "$id: ID!", new { id = runs });
        var started = await world.Client.MutateAsync("startContainer(input: {containerId: $id}) { operation { id } }", "$id: ID!", new { id = runs });
        Assert.NotNull(asked.GetProperty("operation").GetProperty("id").GetString());
        var failed = await world.OperationAsync(started.GetProperty("operation").GetProperty("id").GetString()!);
        Assert.Equal("EngineError", failed.GetProperty("error").GetProperty("__typename").GetString());
        await docker.StartAgainAsync();
        await EngineIsAsync(world, "OK");

        var running = Array.Empty<string>();
        for (var patience = 0; patience < 300 && running.Length != 2; patience++)
        {
            await Task.Delay(100);      // asks docker itself, which has nothing to wait for
            running = await EnginesAsync(docker, "--filter", "status=running");
        }

        Assert.Equal(2, running.Length);
        await world.StatusAsync(runs, "RUNNING");
        Assert.Equal("STOPPED", (await world.ContainerAsync(stopped, "status")).GetProperty("status").GetString());

        // An engine that ends in order may leave what is frozen as it is. Either way it wakes, and nothing is doubled.
        await using (var socket = await GraphQLSocket.SubscribeAsync(
            world.Server.Url, world.Client.AccessToken, "subscription($id: ID!) { containerChanged(id: $id) { ... on Container { status } } }", new { id = idle }))
        {
            await socket.UntilAsync(d => d.GetProperty("containerChanged").GetProperty("status").GetString() is "STOPPED" or "IDLE");
        }

        Assert.Equal("back\n", (await world.ExecAsync(idle, "echo back")).GetProperty("stdout").GetString());
        Assert.Equal(3, (await EnginesAsync(docker, "--filter", "status=running")).Length);

        // What waited in the pool was frozen, and waits again.
        for (var patience = 0; patience < 300 && (await EnginesAsync(docker, "--filter", "status=paused")).Length != 2; patience++) await Task.Delay(100);
        await PoolFullAsync(world);
        Assert.Equal(6, (await EnginesAsync(docker, "-a")).Length);
        var warm = await world.RunAsync();
        Assert.True((await world.ContainerAsync(warm, "instances { fromPool }")).GetProperty("instances")[0].GetProperty("fromPool").GetBoolean());
    }

    /// <summary>Waits until the platform says of its engine that it is in a state. Meanwhile, and then, it serves requests.</summary>
    private static async Task EngineIsAsync(ServerFixture world, string state)
    {
        await using var socket = await GraphQLSocket.SubscribeAsync(world.Server.Url, world.Client.AccessToken, "subscription { healthChanged { components { name state } } }");
        await socket.UntilAsync(d => d.GetProperty("healthChanged").GetProperty("components").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "engine").GetProperty("state").GetString() == state);
        using var http = new HttpClient();
        var answer = await http.GetAsync(world.Server.Url + "/health/ready");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var ready = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("degraded", ready.GetProperty("state").GetString());       // without its engine, and also without a proxy before its gate
        Assert.Equal(state.ToLowerInvariant(), ready.GetProperty("components").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "engine").GetProperty("state").GetString());
    }

    private static async Task PoolFullAsync(ServerFixture world)
    {
        await using var socket = await GraphQLSocket.SubscribeAsync(world.Server.Url, world.Client.AccessToken, "subscription { warmPoolChanged { ... on WarmPool { ready } } }");
        await socket.UntilAsync(d => d.GetProperty("warmPoolChanged").GetProperty("ready").GetInt32() == 2);
    }

    private static async Task<string[]> EnginesAsync(PrivateDocker docker, params string[] which) =>
        (await docker.RunAsync(["ps", "-q", .. which])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
