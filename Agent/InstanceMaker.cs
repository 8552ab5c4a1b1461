using GraphPlatform.Agent.Images;
using GraphPlatform.Docker;
using GraphPlatform.Docker.Containers;
using GraphPlatform.Docker.Containers.Config;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Agent;

/// <summary>Makes instances with their volumes, not started, and removes them without.</summary>
internal sealed class InstanceMaker(DockerClient docker, ImagePuller images, WorkVolumes volumes, ImageUsers users, InstallationId installation, AgentOptions options)
{
    /// <summary>Makes one; that it is there already is fine.</summary>
    /// <param name="spec">The instance.</param>
    /// <param name="adapt">What else its request says.</param>
    /// <param name="ct">Cancels.</param>
    public async Task MakeAsync(InstanceSpec spec, Func<CreateContainerRequest, CreateContainerRequest> adapt, CancellationToken ct)
    {
        // The image may have to be pulled again.
        var image = await images.FindAsync(spec.Spec.Image, spec.Spec.Digest!, spec.Login, ct);
        var folders = await volumes.EnsureAsync(spec, installation.Value, ct);
        var user = await users.OfAsync(image, ct);
        var request = adapt(InstanceRequest.From(spec, user, installation.Value, options));
        try
        {
            await CreateAsync(spec.InstanceId, request, ct);
        }
        catch (DockerException error) when (error.Kind == DockerErrorKind.ImageNotFound)
        {
            // It was cleaned up in this very moment.
            await images.FindAsync(spec.Spec.Image, spec.Spec.Digest!, spec.Login, ct);
            await CreateAsync(spec.InstanceId, request, ct);
        }

        if (InstanceRequest.Owner(spec.Spec.Security, user, options) is { } owner) await volumes.HandOverAsync(spec, folders, owner, ct);
    }

    /// <summary>Removes one, and returns when its name is free.</summary>
    public async Task RemoveAsync(string instanceId, bool anonymousVolumes, CancellationToken ct)
    {
        var name = Instance.EngineName(instanceId);
        try
        {
            await docker.Containers.RemoveAsync(name, force: true, anonymousVolumes, ct);
        }
        catch (DockerException error) when (error.Kind == DockerErrorKind.RemovalInProgress)
        {
            // Somebody else removes it.
            await docker.Containers.WaitAsync(name, WaitCondition.Removed, ct);
        }
    }

    private async Task CreateAsync(string instanceId, CreateContainerRequest request, CancellationToken ct)
    {
        try
        {
            await docker.Containers.CreateAsync(Instance.EngineName(instanceId), request, ct);
        }
        catch (DockerException error) when (error.Kind == DockerErrorKind.NameInUse)
        {
            // It is made already.
        }
    }
}
