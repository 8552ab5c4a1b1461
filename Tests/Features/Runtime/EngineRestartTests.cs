using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Runtime;

/// <summary>The engine goes and comes again: what should run runs, what was frozen sleeps, nothing is doubled.</summary>
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

        await docker.StopAsync();
        var asked = await world.Client.MutateAsync("stopContainer(input: {containerId: $id}) { operation { id } }", "$id: ID!", new { id = runs });
        await world.Client.MutateAsync("startContainer(input: {containerId: $id}) { operation { id } }", "$id: ID!", new { id = runs });
        Assert.NotNull(asked.GetProperty("operation").GetProperty("id").GetString());
        await docker.StartAgainAsync();

        await world.StatusAsync(runs, "RUNNING");
        Assert.Contains("asleep", (await world.StatusAsync(idle, "STOPPED")).GetProperty("statusReason").GetString(), StringComparison.Ordinal);
        Assert.Equal("STOPPED", (await world.ContainerAsync(stopped, "status")).GetProperty("status").GetString());
        Assert.Equal(2, (await docker.RunAsync("ps", "-q")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(4, (await docker.RunAsync("ps", "-aq")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal("back\n", (await world.ExecAsync(idle, "echo back")).GetProperty("stdout").GetString());
    }
}
