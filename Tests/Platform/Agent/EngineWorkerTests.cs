using GraphPlatform.Agent;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Tests.Platform.Agent;

/// <summary>What a worker does to one instance, on the machine's engine.</summary>
public sealed class EngineWorkerTests : IAsyncLifetime
{
    private AgentFixture agent = null!;
    private InstanceSpec spec = null!;

    private EngineWorker Worker => agent.Worker;

    private string Id => spec.InstanceId;

    public async Task InitializeAsync() => agent = await AgentFixture.StartAsync();

    public async Task DisposeAsync() => await agent.DisposeAsync();

    [SkippableFact]
    public async Task An_instance_is_frozen_and_thawed_and_both_twice()
    {
        await StartAsync("exec sleep 1000");
        var running = await Worker.InspectAsync(Id, CancellationToken.None);
        Assert.Equal(ObservedState.Running, running!.State);
        Assert.Equal(await AddressAsync(), running.Address);
        Assert.True(Directory.Exists($"/proc/{running.Pid}") || Environment.GetEnvironmentVariable("DOCKER_HOST") is not null);

        await Worker.FreezeAsync(Id, CancellationToken.None);
        await Worker.FreezeAsync(Id, CancellationToken.None);
        var frozen = await Worker.InspectAsync(Id, CancellationToken.None);
        Assert.Equal((ObservedState.Frozen, running.Address, running.Pid), (frozen!.State, frozen.Address, frozen.Pid));
        await Worker.ThawAsync(Id, CancellationToken.None);
        await Worker.ThawAsync(Id, CancellationToken.None);

        await Worker.StopAsync(Id, TimeSpan.Zero, CancellationToken.None);
        var stopped = await Worker.InspectAsync(Id, CancellationToken.None);
        Assert.Equal((ObservedState.Exited, null, null), (stopped!.State, stopped.Address, stopped.Pid));
        var error = await Assert.ThrowsAsync<PlatformException>(() => Worker.FreezeAsync(Id, CancellationToken.None));
        Assert.Equal(ErrorCode.Conflict, error.Code);
    }

    [SkippableFact]
    public async Task Limits_change_while_it_runs_but_not_below_what_it_uses()
    {
        await StartAsync("v=$(head -c 20000000 /dev/zero | tr '\\0' x); echo full; exec 3<&1; while :; do sleep 1000; done");
        await foreach (var line in agent.Docker.Containers.LogsAsync(AgentFixture.Name(Id), new() { Follow = true })) break;

        await Worker.ResizeAsync(Id, new Resources(750, 128 << 20, 40), CancellationToken.None);
        Assert.Equal((750_000_000L, 128L << 20, 128L << 20, 40L), await agent.LimitsAsync(Id));
        var error = await Assert.ThrowsAsync<PlatformException>(() => Worker.ResizeAsync(Id, new Resources(250, 8 << 20, 32), CancellationToken.None));
        Assert.Equal(ErrorCode.Engine, error.Code);
        Assert.Contains("would have 8 MB", error.Message, StringComparison.Ordinal);
        Assert.Equal((750_000_000L, 128L << 20, 128L << 20, 40L), await agent.LimitsAsync(Id));
        Assert.Equal(ObservedState.Running, (await Worker.InspectAsync(Id, CancellationToken.None))!.State);

        await Worker.StopAsync(Id, TimeSpan.Zero, CancellationToken.None);
        await Worker.ResizeAsync(Id, new Resources(250, 64 << 20, 32), CancellationToken.None);
        Assert.Equal((250_000_000L, 64L << 20, 64L << 20, 32L), await agent.LimitsAsync(Id));
    }

    private async Task StartAsync(string script)
    {
        spec = agent.Instance(s => s with { Entrypoint = ["sh", "-c"], Command = [script] });
        await Worker.CreateAsync(spec, CancellationToken.None);
        await Worker.StartAsync(Id, CancellationToken.None);
    }

    private async Task<string?> AddressAsync() =>
        (await agent.Docker.Containers.InspectAsync(AgentFixture.Name(Id))).NetworkSettings.Networks[agent.Network].IpAddress;
}
