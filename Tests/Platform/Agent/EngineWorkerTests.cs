using GraphPlatform.Agent;
using GraphPlatform.Docker;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Workers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Tests.Platform.Agent;

/// <summary>What a worker does to one instance, on the machine's engine.</summary>
public sealed class EngineWorkerTests : IAsyncLifetime
{
    private const string Image = "graphplatform-test:busybox";
    private readonly string instance = Ids.New("ins");
    private readonly string network = "gp-" + Ids.New("prj");
    private readonly DockerClient docker = DockerClient.FromEnvironment();
    private readonly EngineWorker worker;
    private string? digest;

    public EngineWorkerTests() => worker = new EngineWorker(
        docker, new CommandRunner(docker, TimeProvider.System, NullLogger<CommandRunner>.Instance), new InstallationId { Value = Ids.New("gpi") }, Options.Create(new AgentOptions()));

    public async Task InitializeAsync()
    {
        try
        {
            digest = (await docker.Images.InspectAsync(Image)).Id;
        }
        catch (DockerException error) when (error.Kind is DockerErrorKind.Unavailable or DockerErrorKind.ImageNotFound)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", error.Message);
        }
    }

    public async Task DisposeAsync()
    {
        if (digest is not null)
        {
            await worker.RemoveAsync(instance, CancellationToken.None);
            await worker.RemoveNetworkAsync(network, CancellationToken.None);
        }

        worker.Dispose();
        await docker.DisposeAsync();
    }

    [SkippableFact]
    public async Task An_instance_is_frozen_and_thawed_and_both_twice()
    {
        await StartAsync("exec sleep 1000");
        var running = await worker.InspectAsync(instance, CancellationToken.None);
        Assert.Equal(ObservedState.Running, running!.State);
        Assert.Equal(await AddressAsync(), running.Address);
        Assert.True(Directory.Exists($"/proc/{running.Pid}") || Environment.GetEnvironmentVariable("DOCKER_HOST") is not null);

        await worker.FreezeAsync(instance, CancellationToken.None);
        await worker.FreezeAsync(instance, CancellationToken.None);
        var frozen = await worker.InspectAsync(instance, CancellationToken.None);
        Assert.Equal((ObservedState.Frozen, running.Address, running.Pid), (frozen!.State, frozen.Address, frozen.Pid));
        await worker.ThawAsync(instance, CancellationToken.None);
        await worker.ThawAsync(instance, CancellationToken.None);

        await worker.StopAsync(instance, TimeSpan.Zero, CancellationToken.None);
        var stopped = await worker.InspectAsync(instance, CancellationToken.None);
        Assert.Equal((ObservedState.Exited, null, null), (stopped!.State, stopped.Address, stopped.Pid));
        var error = await Assert.ThrowsAsync<PlatformException>(() => worker.FreezeAsync(instance, CancellationToken.None));
        Assert.Equal(ErrorCode.Conflict, error.Code);
    }

    [SkippableFact]
    public async Task Limits_change_while_it_runs_but_not_below_what_it_uses()
    {
        await StartAsync("v=$(head -c 20000000 /dev/zero | tr '\\0' x); echo full; exec 3<&1; while :; do sleep 1000; done");
        await foreach (var line in docker.Containers.LogsAsync(Instance.EngineName(instance), new() { Follow = true })) break;

        await worker.ResizeAsync(instance, new Resources(750, 128 << 20, 40), CancellationToken.None);
        Assert.Equal((750_000_000L, 128L << 20, 128L << 20, 40L), await LimitsAsync());
        var error = await Assert.ThrowsAsync<PlatformException>(() => worker.ResizeAsync(instance, new Resources(250, 8 << 20, 32), CancellationToken.None));
        Assert.Equal(ErrorCode.Engine, error.Code);
        Assert.Contains("would have 8 MB", error.Message, StringComparison.Ordinal);
        Assert.Equal((750_000_000L, 128L << 20, 128L << 20, 40L), await LimitsAsync());
        Assert.Equal(ObservedState.Running, (await worker.InspectAsync(instance, CancellationToken.None))!.State);

        await worker.StopAsync(instance, TimeSpan.Zero, CancellationToken.None);
        await worker.ResizeAsync(instance, new Resources(250, 64 << 20, 32), CancellationToken.None);
        Assert.Equal((250_000_000L, 64L << 20, 64L << 20, 32L), await LimitsAsync());
    }

    private async Task StartAsync(string script)
    {
        Skip.If(digest is null, "no Docker engine with the image graphplatform-test:busybox: run Scripts/setup and Scripts/test-images");
        var third = 0;
        while (!await worker.EnsureNetworkAsync(network, $"10.209.{third}.0/24", CancellationToken.None)) third++;
        var spec = new DeploymentSpec(Image, digest, ["sh", "-c"], [script], null, [], [], [], SecuritySpec.Default);
        await worker.CreateAsync(new InstanceSpec(instance, "app", network, true, spec, new Resources(500, 64 << 20, 32)), CancellationToken.None);
        await worker.StartAsync(instance, CancellationToken.None);
    }

    private async Task<string?> AddressAsync() =>
        (await docker.Containers.InspectAsync(Instance.EngineName(instance))).NetworkSettings.Networks[network].IpAddress;

    private async Task<(long?, long?, long?, long?)> LimitsAsync()
    {
        var host = (await docker.Containers.InspectAsync(Instance.EngineName(instance))).HostConfig;
        return (host.NanoCpus, host.Memory, host.MemorySwap, host.PidsLimit);
    }
}
