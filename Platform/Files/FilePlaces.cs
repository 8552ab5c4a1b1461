using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Files;

/// <summary>Finds what a path in a container stands for. Whoever reads files reads all that the container can, so it takes the right to run commands in it.</summary>
internal sealed class FilePlaces(StateDatabase database, WorkerRegistry workers)
{
    /// <summary>Where a path leads.</summary>
    /// <param name="caller">Needs <see cref="Right.Execute"/>.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="path">As a program in the container would name it; null for its work volume.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlatformException">NOT_FOUND, FORBIDDEN; VALIDATION: no volume is there.</exception>
    public async Task<FilePlace> FindAsync(Caller caller, string containerId, string? path, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var seen = db.As(caller);
        var container = await seen.Containers.SingleOrDefaultAsync(c => c.Id == containerId, ct);
        caller.Demand(Right.Execute, container, "container", containerId);
        if (container.Deleting) throw new PlatformException(ErrorCode.Conflict, $"Container '{container.Name}' is being deleted.");
        var serving = container.ServingDeploymentId is { } id ? await seen.Deployments.SingleAsync(d => d.Id == id, ct) : null;
        var deployment = Deployment.WithVolumes(await seen.Deployments.SingleAsync(d => d.Id == container.DeploymentId, ct), serving);
        var worker = await seen.Instances.Where(i => i.ContainerId == containerId).OrderBy(i => i.Id).Select(i => i.WorkerId).FirstOrDefaultAsync(ct) ?? workers.Place();
        var mounts = deployment.Spec.Mounts;
        path = path is null ? mounts[0].Target : path.Length > 1 ? path.TrimEnd('/') : path;

        // The innermost, should one be mounted in another.
        var mount = mounts.Where(m => path == m.Target || path.StartsWith(m.Target + "/", StringComparison.Ordinal)).MaxBy(m => m.Target.Length)
            ?? throw new PlatformException(ErrorCode.Validation, $"There are files in the container's volumes alone: {string.Join(", ", mounts.Select(m => m.Target))}. Name a path in one of them.", "path");
        return new FilePlace(container, mount, path.Length == mount.Target.Length ? "" : path[(mount.Target.Length + 1)..], workers.Get(worker));
    }
}

/// <summary>A path in a container, and where it leads.</summary>
/// <param name="Container">The container.</param>
/// <param name="Mount">Its volume.</param>
/// <param name="Inside">The path in that.</param>
/// <param name="Worker">The machine that has it.</param>
internal sealed record FilePlace(Container Container, VolumeMount Mount, string Inside, IWorker Worker)
{
    /// <summary>The path as a program in the container would name it.</summary>
    public string Path => Outside(Inside);

    /// <summary>Opens the volume.</summary>
    public Task<IVolumeFiles> OpenAsync(CancellationToken ct) => Worker.OpenVolumeAsync(Mount.VolumeId, make: false, ct);

    /// <summary>An entry of the volume, as it is told.</summary>
    public ContainerFile Tell(FileEntry entry) => new(Container.Id, Outside(entry.Path), entry);

    private string Outside(string inside) => inside.Length == 0 ? Mount.Target : $"{Mount.Target}/{inside}";
}
