using GraphPlatform.Agent.Files;
using GraphPlatform.Agent.Images;
using GraphPlatform.Agent.Logs;
using GraphPlatform.Agent.Prepared;
using GraphPlatform.Agent.Terminals;
using GraphPlatform.Docker;
using GraphPlatform.Docker.Containers;
using GraphPlatform.Docker.Networks;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Files;
using GraphPlatform.Platform.Metrics;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Platform.Workers;
using Microsoft.Extensions.Options;
using LogFrame = GraphPlatform.Platform.Logs.LogFrame;

namespace GraphPlatform.Agent;

/// <summary>The machine that the server itself runs on: carries out the platform's commands on its Docker engine. Touches nothing without our installation's label.</summary>
internal sealed class EngineWorker : IWorker, IDisposable
{
    private static readonly TimeSpan MeasureLimit = TimeSpan.FromMinutes(10);

    // Of two networks of one name made at the same moment, older engines make both, and then find neither.
    private readonly SemaphoreSlim networks = new(1, 1);
    private readonly DockerClient docker;
    private readonly CommandRunner commands;
    private readonly TerminalOpener terminals;
    private readonly InstallationId installation;
    private readonly ImagePuller images;
    private readonly WorkVolumes volumes;
    private readonly ImageUsers users;
    private readonly VolumeOpener opener;
    private readonly InstanceMaker maker;
    private readonly StartFiles files;
    private readonly PreparedInstances prepared;
    private readonly EngineStreams streams;
    private readonly InstanceLogs logs;
    private readonly InstanceProbes probes;

    public EngineWorker(
        DockerClient docker, CommandRunner commands, TerminalOpener terminals, InstanceLogs logs, VolumeOpener opener, StartFiles files, DataFolder data, InstallationId installation,
        IOptions<AgentOptions> options)
    {
        (this.docker, this.commands, this.terminals, this.logs, this.opener, this.files, this.installation) = (docker, commands, terminals, logs, opener, files, installation);
        images = new ImagePuller(docker);
        volumes = new WorkVolumes(docker);
        users = new ImageUsers(docker, installation);
        maker = new InstanceMaker(docker, images, volumes, users, installation, options.Value);
        prepared = new PreparedInstances(docker, maker, files, new WaitingInit(data, options.Value), installation, networks);
        streams = new EngineStreams(docker);
        probes = new InstanceProbes(commands);
    }

    public string Name => "local";

    private string OurLabel => $"{InstanceRequest.InstallationLabel}={installation.Value}";

    public Task<WorkerInfo> DescribeAsync(CancellationToken ct) => EngineProblems.AskAsync(ct, async ct =>
    {
        var info = await docker.System.InfoAsync(ct);
        var ping = await docker.System.PingAsync(ct);
        return new WorkerInfo(info.ServerVersion, ping.ApiVersion, info.Cpus, info.MemoryBytes, info.Runtimes) { Disk = DiskMeter.DiskOf(info) };
    });

    public Task<IReadOnlyDictionary<string, ObservedState>> ListAsync(CancellationToken ct) => EngineProblems.AskAsync(ct, async ct =>
    {
        var found = await docker.Containers.ListAsync(new() { Labels = [OurLabel] }, all: true, ct: ct);
        return (IReadOnlyDictionary<string, ObservedState>)found
            .Where(c => InstanceOf(c) is not null)
            .ToDictionary(c => InstanceOf(c)!, c => State(c.State));
    });

    public Task<IReadOnlyList<string>> ListStrangersAsync(CancellationToken ct) => EngineProblems.AskAsync(ct, async ct =>
        (IReadOnlyList<string>)[.. (await docker.Containers.ListAsync(new() { Labels = [OurLabel] }, all: true, ct: ct)).Where(c => InstanceOf(c) is null && !users.IsLooking(c.Name)).Select(c => c.Id)]);

    public Task RemoveStrangerAsync(string engineId, CancellationToken ct) => EngineProblems.TellAsync(
        ct, ct => docker.Containers.RemoveAsync(engineId, force: true, removeVolumes: false, ct), DockerErrorKind.NotFound, DockerErrorKind.RemovalInProgress);

    public Task<ObservedInstance?> InspectAsync(string instanceId, CancellationToken ct) => EngineProblems.AskAsync(ct, async ct =>
    {
        try
        {
            var details = await docker.Containers.InspectAsync(Instance.EngineName(instanceId), ct: ct);
            var state = details.State;
            return prepared.AsTold(new ObservedInstance(instanceId, State(state.Status), state.ExitCode, state.OomKilled, state.StartedAt, state.FinishedAt)
            {
                Address = Address(details),
                Pid = state.Pid > 0 ? state.Pid : null,
                MemoryKills = MemoryKills.Of(state.Pid, details.Id),
            });
        }
        catch (DockerException error) when (error.Kind == DockerErrorKind.NotFound)
        {
            return null;
        }
    });

    public Task<ResolvedImage> ResolveImageAsync(
        string reference, ImageAccess access, IProgress<Platform.Workers.PullProgress> progress, CancellationToken ct) =>
        EngineProblems.AskAsync(ct, ct => images.ResolveAsync(reference, access, progress, ct), Timeout.InfiniteTimeSpan);

    public Task<ResolvedImage> FindImageAsync(string reference, string digest, RegistryLogin? login, CancellationToken ct) =>
        EngineProblems.AskAsync(ct, ct => images.FindResolvedAsync(reference, digest, login, ct), Timeout.InfiniteTimeSpan);

    public Task<bool> EnsureNetworkAsync(string name, string subnet, CancellationToken ct) => EngineProblems.AskAsync(ct, async ct =>
    {
        await networks.WaitAsync(ct);
        try
        {
            if ((await docker.Networks.ListAsync(new() { Names = [name] }, ct)).Any(n => n.Name == name)) return true;
            await docker.Networks.CreateAsync(new CreateNetworkRequest
            {
                Name = name,
                Driver = "bridge",
                Labels = InstanceRequest.Labels(installation.Value),
                Addresses = NetworkAddresses.Of(subnet),
            }, ct);
            return true;
        }
        catch (DockerException error) when (error.Kind is DockerErrorKind.NameInUse or DockerErrorKind.Conflict)
        {
            return true;        // somebody else made it at the same moment
        }
        catch (DockerException error) when (error.Kind == DockerErrorKind.SubnetOverlap)
        {
            return false;
        }
        finally
        {
            networks.Release();
        }
    });

    public void Dispose() => networks.Dispose();

    public Task<IReadOnlyList<string>> ListNetworksAsync(CancellationToken ct) => EngineProblems.AskAsync(ct, async ct =>
        (IReadOnlyList<string>)[.. (await docker.Networks.ListAsync(new() { Labels = [OurLabel] }, ct)).Select(n => n.Name)]);

    public Task RemoveNetworkAsync(string name, CancellationToken ct) =>
        EngineProblems.TellAsync(ct, ct => docker.Networks.RemoveAsync(name, ct), DockerErrorKind.NotFound);

    public Task<IReadOnlyList<string>> ListSubnetsAsync(CancellationToken ct) => EngineProblems.AskAsync(ct, async ct =>
        (IReadOnlyList<string>)[.. (await docker.Networks.ListAsync(ct: ct)).SelectMany(n => n.Addresses.Config).Select(s => s.Cidr).OfType<string>()]);

    public Task<HostProtection> ProtectHostAsync(IReadOnlyList<string> subnets, CancellationToken ct) =>
        EngineProblems.AskAsync(ct, async ct =>
        {
            var ours = docker.Endpoint.Scheme == "unix" ? await GatewaysAsync(ct) : [];
            return await HostFirewall.ApplyAsync(docker.Endpoint, installation.Value, subnets, ours, ct);
        });

    public Task CreateAsync(InstanceSpec spec, CancellationToken ct) => EngineProblems.TellAsync(ct, Timeout.InfiniteTimeSpan, ct =>
    {
        files.Remove(spec.InstanceId);      // should it have been a prepared one before, it is none now
        return maker.MakeAsync(spec, request => request, ct);
    });

    public Task PrepareAsync(InstanceSpec spec, CancellationToken ct) => EngineProblems.TellAsync(ct, Timeout.InfiniteTimeSpan, ct => prepared.MakeAsync(spec, ct));

    public Task WelcomePreparedAsync(InstanceSpec spec, CancellationToken ct) => EngineProblems.TellAsync(ct, ct => prepared.WelcomeAsync(spec, ct));

    public Task StartPreparedAsync(InstanceSpec spec, CancellationToken ct) => EngineProblems.TellAsync(ct, ct => prepared.StartAsync(spec, ct));

    public Task StartAsync(string instanceId, CancellationToken ct) =>
        EngineProblems.TellAsync(ct, ct => docker.Containers.StartAsync(Instance.EngineName(instanceId), ct));

    public Task FreezeAsync(string instanceId, CancellationToken ct) =>
        EngineProblems.TellAsync(ct, ct => docker.Containers.PauseAsync(Instance.EngineName(instanceId), ct), DockerErrorKind.Paused);

    public Task ResizeAsync(string instanceId, Resources resources, CancellationToken ct) =>
        EngineProblems.TellAsync(ct, async ct =>
            await new InstanceResize(docker).ApplyAsync(await docker.Containers.InspectAsync(Instance.EngineName(instanceId), ct: ct), resources, ct));

    public Task ThawAsync(string instanceId, CancellationToken ct) =>
        EngineProblems.TellAsync(ct, ct => docker.Containers.UnpauseAsync(Instance.EngineName(instanceId), ct), DockerErrorKind.NotRunning, DockerErrorKind.Conflict);

    public Task JoinAsync(string instanceId, string network, string name, CancellationToken ct) =>
        EngineProblems.TellAsync(ct, async ct =>
            await InstanceNetwork.JoinAsync(docker, await docker.Containers.InspectAsync(Instance.EngineName(instanceId), ct: ct), network, name, ct));

    public Task<string?> ProbeAsync(string instanceId, string address, HealthCheck check, CancellationToken ct) => probes.RunAsync(instanceId, address, check, ct);

    public Task<int> CountConnectionsAsync(string instanceId, int port, CancellationToken ct) => EngineProblems.AskAsync(ct, async ct =>
        InstanceNetwork.CountConnections(await docker.Containers.InspectAsync(Instance.EngineName(instanceId), ct: ct), port));

    public Task<IVolumeFiles> OpenVolumeAsync(string volumeId, bool make, CancellationToken ct) => EngineProblems.AskAsync(ct, ct => opener.OpenAsync(volumeId, make, ct));

    public Task<TarContent> CheckTarAsync(Stream tar, CancellationToken ct) => TarUnpacker.CheckAsync(tar, ct);

    public Task<bool> HasFilesAsync(string volumeId, CancellationToken ct) => EngineProblems.AskAsync(ct, ct => volumes.HasFilesAsync(volumeId, ct));

    public Task StopAsync(string instanceId, TimeSpan grace, CancellationToken ct) =>
        EngineProblems.TellAsync(
            ct, grace + EngineProblems.AnswerLimit, ct => docker.Containers.StopAsync(Instance.EngineName(instanceId), grace, ct), DockerErrorKind.NotFound);

    public async Task RemoveAsync(string instanceId, bool anonymousVolumes, CancellationToken ct)
    {
        if (await InspectAsync(instanceId, ct) is not null)
            await EngineProblems.TellAsync(ct, ct => maker.RemoveAsync(instanceId, anonymousVolumes, ct), DockerErrorKind.NotFound);
        files.Remove(instanceId);
    }

    public Task RemoveVolumeAsync(string volumeId, CancellationToken ct) =>
        EngineProblems.TellAsync(ct, ct => docker.Volumes.RemoveAsync(Volume.EngineName(volumeId), ct: ct), DockerErrorKind.NotFound);

    public Task<EngineDisk> MeasureDiskAsync(CancellationToken ct) =>
        EngineProblems.AskAsync(ct, ct => new DiskMeter(docker).MeasureAsync(installation.Value, ct), MeasureLimit);

    public Task RemoveImageAsync(string name, CancellationToken ct) => EngineProblems.TellAsync(ct, async ct =>
    {
        try
        {
            // Without force: what a container uses stays.
            await docker.Images.RemoveAsync(name, ct: ct);
        }
        catch (DockerException error) when (error.Kind is DockerErrorKind.Conflict or DockerErrorKind.InUse)
        {
            throw new PlatformException(ErrorCode.Conflict, $"It is in use by now: {error.EngineMessage.TrimEnd('.')}.");
        }
    }, DockerErrorKind.NotFound, DockerErrorKind.ImageNotFound);

    public Task<IReadOnlyDictionary<string, long>> MeasureStorageAsync(CancellationToken ct) =>
        EngineProblems.AskAsync(ct, ct => StorageMeter.MeasureAsync(docker, installation.Value, ct), MeasureLimit);

    public Task<ExecResult> ExecAsync(string instanceId, ExecCommand command, CancellationToken ct) =>
        EngineProblems.AskAsync(ct, ct => commands.RunAsync(instanceId, command, ct), command.Timeout + EngineProblems.AnswerLimit);

    public Task<ITerminalProcess> OpenTerminalAsync(string instanceId, TerminalCommand command, CancellationToken ct) =>
        EngineProblems.AskAsync(ct, ct => terminals.OpenAsync(instanceId, command, ct));

    public Task<int> EndLostTerminalsAsync(CancellationToken ct) => EngineProblems.AskAsync(ct, terminals.EndLostAsync);

    public IAsyncEnumerable<LogFrame> ReadLogsAsync(string instanceId, long since, bool follow, CancellationToken ct) =>
        EngineStreams.Explained(logs.FramesAsync(instanceId, since, follow, ct));

    public IAsyncEnumerable<StatsSample> FollowStatsAsync(string instanceId, CancellationToken ct) => EngineStreams.Explained(streams.SamplesAsync(instanceId, ct));

    public IAsyncEnumerable<string> FollowEventsAsync(DateTimeOffset since, CancellationToken ct) => EngineStreams.Explained(streams.InstancesAsync(OurLabel, since, ct));

    /// <summary>The machine's own addresses in our networks; none while the engine is away.</summary>
    private async Task<IReadOnlyList<string>> GatewaysAsync(CancellationToken ct)
    {
        try
        {
            var found = await docker.Networks.ListAsync(new() { Labels = [OurLabel] }, ct);
            return [.. found.SelectMany(n => n.Addresses.Config).Select(s => s.Gateway).OfType<string>()];
        }
        catch (DockerException error) when (error.Kind == DockerErrorKind.Unavailable)
        {
            return [];
        }
    }

    /// <summary>The instance that an engine container is: its label says so, and only one can have the name.</summary>
    private static string? InstanceOf(ContainerSummary container) =>
        container.Labels.TryGetValue(InstanceRequest.InstanceLabel, out var id) && container.Names.Any(n => n.TrimStart('/') == Instance.EngineName(id)) ? id : null;

    private static ObservedState State(string status) => status switch
    {
        "created" => ObservedState.Created,
        "running" or "restarting" => ObservedState.Running,
        "paused" => ObservedState.Frozen,
        "removing" => ObservedState.Removing,
        _ => ObservedState.Exited,
    };

    /// <summary>On the one network that it is in; the engine leaves it empty while it does not run.</summary>
    private static string? Address(ContainerDetails details) =>
        details.NetworkSettings.Networks.Values.Select(n => n.IpAddress).FirstOrDefault(a => a is { Length: > 0 });
}
