using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Deployments;

/// <summary>Chooses how a new version takes the place of the old one.</summary>
internal sealed class StrategyChooser(WorkerRegistry workers)
{
    /// <summary>Start first, unless the user said otherwise or the two cannot run beside each other.</summary>
    /// <returns>The strategy, and why the old one has to stop first; null when it has not.</returns>
    public async Task<(UpdateStrategy Strategy, string? Because)> ChooseAsync(Container container, DeploymentSpec old, DeploymentSpec target, CancellationToken ct)
    {
        if (container.Strategy == UpdateStrategy.StartFirst) return (UpdateStrategy.StartFirst, null);
        if (container.Strategy == UpdateStrategy.StopFirst) return (UpdateStrategy.StopFirst, "The container asks for it.");
        if (target.Ports.FirstOrDefault(p => old.Ports.Any(q => (p.HostPort, p.Protocol) == (q.HostPort, q.Protocol))) is { } port)
            return (UpdateStrategy.StopFirst, $"Both versions want host port {port.HostPort}.");
        if (container.Replicas > 1) return (UpdateStrategy.StartFirst, null);       // several write its volumes already
        var worker = workers.Get(workers.Place());
        foreach (var mount in target.Mounts)
        {
            if (old.Mounts.Any(m => m.VolumeId == mount.VolumeId) && await worker.HasFilesAsync(mount.VolumeId, ct))
                return (UpdateStrategy.StopFirst, $"The volume at {mount.Target} has files, and only one version may write it.");
        }

        return (UpdateStrategy.StartFirst, null);
    }
}
