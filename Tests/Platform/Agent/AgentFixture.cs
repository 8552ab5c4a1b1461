using System.Text;
using GraphPlatform.Agent;
using GraphPlatform.Agent.Files;
using GraphPlatform.Agent.Logs;
using GraphPlatform.Agent.Prepared;
using GraphPlatform.Agent.Terminals;
using GraphPlatform.Docker;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Workers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Tests.Platform.Agent;

/// <summary>A worker on the machine's engine, of an installation of its own, whose instances, volumes and network go with it.</summary>
internal sealed class AgentFixture : IAsyncDisposable
{
    public const string Image = "graphplatform-test:busybox";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("graphplatform-test-");
    private readonly InstallationId installation = new() { Value = Ids.New("gpi") };
    private readonly DataFolder data;
    private readonly StartFiles files;
    private readonly InstanceLogs logs;
    private readonly VolumeOpener opener;
    private readonly HashSet<string> instances = [];
    private readonly HashSet<string> volumes = [];

    private AgentFixture(string digest)
    {
        Digest = digest;
        data = new DataFolder(Options.Create(new DataOptions { Directory = folder.FullName }));
        files = new StartFiles(installation);
        var commands = new CommandRunner(Docker, files, TimeProvider.System, NullLogger<CommandRunner>.Instance);
        var terminals = new TerminalOpener(Docker, files, installation, TimeProvider.System, NullLogger<TerminalOpener>.Instance);
        logs = new InstanceLogs(Docker, TimeProvider.System, NullLogger<InstanceLogs>.Instance);
        opener = new VolumeOpener(Docker, installation, TimeProvider.System);
        Worker = new EngineWorker(Docker, commands, terminals, logs, opener, files, data, installation, Options.Create(new AgentOptions()));
    }

    public DockerClient Docker { get; } = DockerClient.FromEnvironment();

    public EngineWorker Worker { get; }

    public string Digest { get; }

    public string Network { get; } = "gp-" + Ids.New("prj");

    public string WaitingNetwork => "gp-waiting-" + installation.Value;

    /// <summary>One on the machine's engine; skips the test where there is none.</summary>
    public static async Task<AgentFixture> StartAsync()
    {
        await using var docker = DockerClient.FromEnvironment();
        var digest = "";
        try
        {
            digest = (await docker.Images.InspectAsync(Image)).Id;
        }
        catch (DockerException error) when (error.Kind is DockerErrorKind.Unavailable or DockerErrorKind.ImageNotFound)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", error.Message);
            Skip.If(true, "no Docker engine with the image graphplatform-test:busybox: run Scripts/setup and Scripts/test-images");
        }

        var fixture = new AgentFixture(digest);
        var third = 0;
        while (!await fixture.Worker.EnsureNetworkAsync(fixture.Network, $"10.209.{third}.0/24", CancellationToken.None)) third++;
        return fixture;
    }

    /// <summary>What an instance of the test image is to be.</summary>
    /// <param name="spec">What it runs besides the image.</param>
    /// <param name="instanceId">Which; null for a new one.</param>
    /// <param name="name">Its host name.</param>
    public InstanceSpec Instance(Func<DeploymentSpec, DeploymentSpec> spec, string? instanceId = null, string name = "app")
    {
        var id = instanceId ?? Ids.New("ins");
        instances.Add(id);
        var deployment = spec(new DeploymentSpec(Image, Digest, null, null, null, [], [], [], SecuritySpec.Default));
        volumes.UnionWith(deployment.Mounts.Select(m => m.VolumeId));
        return new InstanceSpec(id, name, Network, true, deployment, new Resources(500, 64 << 20, 32));
    }

    /// <summary>Nanoseconds of CPU a second, bytes of memory and of memory with swap, and processes that an instance may use.</summary>
    public async Task<(long?, long?, long?, long?)> LimitsAsync(string instanceId)
    {
        var host = (await Docker.Containers.InspectAsync(Name(instanceId))).HostConfig;
        return (host.NanoCpus, host.Memory, host.MemorySwap, host.PidsLimit);
    }

    /// <summary>What an instance has printed when it has ended.</summary>
    public async Task<string> OutputAsync(string instanceId)
    {
        await Docker.Containers.WaitAsync(Name(instanceId)).WaitAsync(TimeSpan.FromSeconds(30));
        var output = new StringBuilder();
        await foreach (var frame in Docker.Containers.LogsAsync(Name(instanceId), new())) output.Append(Encoding.UTF8.GetString(frame.Payload.Span));
        return output.ToString();
    }

    public static string Name(string instanceId) => GraphPlatform.Platform.Runtime.Instance.EngineName(instanceId);

    public async ValueTask DisposeAsync()
    {
        foreach (var id in instances) await Worker.RemoveAsync(id, anonymousVolumes: true, CancellationToken.None);
        foreach (var id in volumes) await Worker.RemoveVolumeAsync(id, CancellationToken.None);
        await Worker.RemoveNetworkAsync(Network, CancellationToken.None);
        await Worker.RemoveNetworkAsync(WaitingNetwork, CancellationToken.None);
        Worker.Dispose();
        logs.Dispose();
        opener.Dispose();
        await Docker.DisposeAsync();
        data.Dispose();
        folder.Delete(recursive: true);
        if (Directory.Exists(files.Root)) Directory.Delete(files.Root);     // empty: what was told went with the instances
    }
}
