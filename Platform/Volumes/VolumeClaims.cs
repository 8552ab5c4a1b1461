using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Volumes;

/// <summary>Gives volumes to containers. One has a volume from when it asks for it until no version of it that may still run has it mounted: two never write one.</summary>
internal static class VolumeClaims
{
    private static readonly Caller Self = Caller.System("volumes");

    /// <summary>Takes the volumes that a container asks for.</summary>
    /// <exception cref="PlatformException">NOT_FOUND: no such volume in its project. CONFLICT: another container has it.</exception>
    public static async Task TakeAsync(Caller caller, Work work, Container container, IReadOnlyList<VolumeMount> mounts, CancellationToken ct)
    {
        var (id, project) = (container.Id, container.ProjectId);
        for (var i = 0; i < mounts.Count; i++)
        {
            var wanted = mounts[i].VolumeId;
            var volume = await work.As(caller).Volumes.AsNoTracking().SingleOrDefaultAsync(v => v.Id == wanted && v.ProjectId == project, ct);
            if (volume is null) throw new PlatformException(ErrorCode.NotFound, $"There is no volume '{wanted}' in the container's project.", "volumes", i.ToString(), "volumeId");
            if (volume.ContainerId == id) continue;

            // Of two that ask at the same moment, one finds it taken.
            if (await work.As(Self).Volumes.Where(v => v.Id == wanted && v.ContainerId == null && !v.Deleting).ExecuteUpdateAsync(s => s.SetProperty(v => v.ContainerId, id), ct) == 0)
            {
                throw new PlatformException(
                    ErrorCode.Conflict, volume.Deleting
                        ? $"The volume '{volume.Name}' is being deleted. Choose another."
                        : $"The volume '{volume.Name}' belongs to another container, and only one may write it. Take it out of that one first.", "volumes", i.ToString(), "volumeId");
            }
        }
    }

    /// <summary>Gives back what none of the versions that may run has mounted.</summary>
    public static async Task ReleaseAsync(Work work, string containerId, IEnumerable<DeploymentSpec> kept, CancellationToken ct)
    {
        var mounted = kept.SelectMany(s => s.Mounts).Select(m => m.VolumeId).Distinct().ToList();
        await work.As(Self).Volumes.Where(v => v.ContainerId == containerId && v.Named && !mounted.Contains(v.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(v => v.ContainerId, (string?)null), ct);
    }
}
