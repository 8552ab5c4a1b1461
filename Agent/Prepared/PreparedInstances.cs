using GraphPlatform.Docker;
using GraphPlatform.Docker.Containers;
using GraphPlatform.Docker.Networks;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Pools;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Agent.Prepared;

/// <summary>
/// Instances that are made and frozen before anybody knows what they are to run. What the engine cannot change later (user, mounts, security) they have; what
/// it can (network, limits) they get when they are taken; and the program their init reads from a file.
/// </summary>
internal sealed class PreparedInstances(DockerClient docker, InstanceMaker maker, StartFiles files, WaitingInit init, InstallationId installation, SemaphoreSlim networks)
{
    /// <summary>The network that they are made in, and leave before they are frozen.</summary>
    public string Network => PooledInstance.WaitingNetworkPrefix + installation.Value;

    /// <summary>Makes one, frozen; that it is there already is fine.</summary>
    public async Task MakeAsync(InstanceSpec spec, CancellationToken ct)
    {
        if (docker.Endpoint.Scheme != "unix" || !System.Environment.IsPrivilegedProcess)
            throw new PlatformException(ErrorCode.Engine, "Warm pools need the engine on the server's own machine, and a server that runs as root.");
        var name = Instance.EngineName(spec.InstanceId);

        if (files.ToldAt(spec.InstanceId) is not null) throw new PlatformException(ErrorCode.Conflict, $"The instance {spec.InstanceId} was told already what it runs.");
        var there = await FindAsync(name, ct);
        if (there is { State.Running: false })
        {
            // Half-made, or what an engine's restart has left: that has no network any more.
            await RemoveAsync(spec.InstanceId, ct);
            there = null;
        }

        if (there is null) await BeginAsync(spec, name, ct);

        // The name server that the engine puts into a container comes with its first network, which takes longer than all the rest of a warm start. It stays
        // when the network is left; and what is in none reaches nobody.
        if ((await docker.Containers.InspectAsync(name, ct: ct)).NetworkSettings.Networks.ContainsKey(Network))
            await docker.Networks.DisconnectAsync(Network, name, force: false, ct);
        await FreezeAsync(name, ct);
    }

    /// <summary>Gives one everything but its program.</summary>
    public async Task WelcomeAsync(InstanceSpec spec, CancellationToken ct) =>
        await ReceiveAsync(spec, await docker.Containers.InspectAsync(Instance.EngineName(spec.InstanceId), ct: ct), ct);

    /// <summary>Tells one what it runs, and lets it; that it runs already is fine.</summary>
    public async Task StartAsync(InstanceSpec spec, CancellationToken ct)
    {
        var name = Instance.EngineName(spec.InstanceId);
        var details = await docker.Containers.InspectAsync(name, ct: ct);
        if (!details.State.Running)
        {
            files.TakeBack(spec.InstanceId);
            await docker.Containers.StartAsync(name, ct);
            details = await docker.Containers.InspectAsync(name, ct: ct);
        }

        if (files.ToldAt(spec.InstanceId) is null) await TellAsync(spec, details, ct);
        if (details.State.Paused) await docker.Containers.UnpauseAsync(name, ct);
    }

    /// <summary>One that waits has not started yet, whatever its engine says; one that was told has started then.</summary>
    public ObservedInstance AsTold(ObservedInstance found)
    {
        if (!files.IsPrepared(found.InstanceId)) return found;
        var told = files.ToldAt(found.InstanceId);
        if (told is null && found.State is ObservedState.Running or ObservedState.Frozen) return found with { State = ObservedState.Created, StartedAt = null };
        return told > found.StartedAt ? found with { StartedAt = told } : found;
    }

    /// <summary>The last thing that it gets is what it runs: everything else is as it should be then.</summary>
    private async Task TellAsync(InstanceSpec spec, ContainerDetails details, CancellationToken ct)
    {
        var image = docker.Images.InspectAsync(details.Image, ct);
        await Task.WhenAll(image, ReceiveAsync(spec, details, ct));
        files.Tell(spec.InstanceId, StartScript.Of(spec, (await image).Config, init.NamesPrograms), ["HOSTNAME=" + spec.Name, .. spec.Spec.Environment.Select(e => $"{e.Name}={e.Value}")]);
    }

    private async Task ReceiveAsync(InstanceSpec spec, ContainerDetails details, CancellationToken ct)
    {
        // The engine does these beside each other when the limits come first: it holds the container while it connects it, and only for a moment to resize it.
        // Whether it uses more than that is not asked: it has done nothing yet.
        var resized = InstanceResize.Differs(details.HostConfig, spec.Resources)
            ? docker.Containers.UpdateAsync(details.Id, InstanceRequest.Resources(spec.Resources), ct) : Task.CompletedTask;
        NameHost(details, spec.Name);

        // One that was in no network is started by the engine in the one that it was made in.
        if (details.NetworkSettings.Networks.ContainsKey(Network)) await docker.Networks.DisconnectAsync(Network, details.Id, force: false, ct);
        await Task.WhenAll(resized, InstanceNetwork.JoinAsync(docker, details, spec.Network, spec.Name, ct));
    }

    private static void NameHost(ContainerDetails details, string name)
    {
        if (!LocalProcess.IsOf(details.State.Pid, details.Id) || !HostName.Set(details.State.Pid, name)) return;
        try
        {
            if (details.HostnamePath is { Length: > 0 } file) File.WriteAllText(file, name + "\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The name is set; a file that says another one is no reason not to start.
        }
    }

    private async Task RemoveAsync(string instanceId, CancellationToken ct)
    {
        try
        {
            await maker.RemoveAsync(instanceId, anonymousVolumes: false, ct);
        }
        catch (DockerException error) when (error.Kind == DockerErrorKind.NotFound)
        {
            // It is gone by now.
        }
    }

    private async Task<ContainerDetails?> FindAsync(string name, CancellationToken ct)
    {
        try
        {
            return await docker.Containers.InspectAsync(name, ct: ct);
        }
        catch (DockerException error) when (error.Kind == DockerErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>Nobody is reached there, and it leads nowhere.</summary>
    private async Task EnsureNetworkAsync(CancellationToken ct)
    {
        await networks.WaitAsync(ct);
        try
        {
            if ((await docker.Networks.ListAsync(new() { Names = [Network] }, ct)).Any(n => n.Name == Network)) return;
            await docker.Networks.CreateAsync(new CreateNetworkRequest
            {
                Name = Network,
                Driver = "bridge",
                Internal = true,
                Options = new Dictionary<string, string> { ["com.docker.network.bridge.enable_icc"] = "false" },
                Labels = InstanceRequest.Labels(installation.Value),
            }, ct);
        }
        catch (DockerException error) when (error.Kind is DockerErrorKind.NameInUse or DockerErrorKind.Conflict)
        {
            // Another server has made it at this moment.
        }
        finally
        {
            networks.Release();
        }
    }

    private async Task BeginAsync(InstanceSpec spec, string name, CancellationToken ct)
    {
        await EnsureNetworkAsync(ct);
        await maker.MakeAsync(spec with { Network = Network, Reachable = false }, request => request with
        {
            Hostname = null,
            Entrypoint = WaitingInit.Command,
            HostConfig = request.HostConfig! with { Mounts = [.. request.HostConfig.Mounts!, .. init.Mounts(files.Make(spec.InstanceId))] },
        }, ct);
        try
        {
            await docker.Containers.StartAsync(name, ct);
        }
        catch (DockerException error) when (error.Kind == DockerErrorKind.CommandNotFound)
        {
            throw new PlatformException(ErrorCode.Engine, $"The init of warm pools does not run here: {error.EngineMessage.TrimEnd('.', '\n')}. It has to be a static busybox (apt-get install busybox-static).");
        }
    }

    private async Task FreezeAsync(string name, CancellationToken ct)
    {
        try
        {
            await docker.Containers.PauseAsync(name, ct);
        }
        catch (DockerException error) when (error.Kind == DockerErrorKind.Paused)
        {
            // It was frozen already.
        }
    }
}
