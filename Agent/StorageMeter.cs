using GraphPlatform.Docker;
using GraphPlatform.Platform.Volumes;

namespace GraphPlatform.Agent;

/// <summary>Says how many bytes our volumes and instances take. The engine measures everything that it has; what is not ours is left out.</summary>
internal static class StorageMeter
{
    public static async Task<IReadOnlyDictionary<string, long>> MeasureAsync(DockerClient docker, string installation, CancellationToken ct)
    {
        var usage = await docker.System.DiskUsageAsync(ct);
        var bytes = new Dictionary<string, long>();
        foreach (var volume in usage.Volumes)
        {
            // -1: the engine could not tell.
            if (IsOurs(volume.Labels, installation) && Volume.IdOf(volume.Name) is { } id && volume.UsageData is { Size: >= 0 and var size }) bytes[id] = size;
        }

        foreach (var container in usage.Containers)
        {
            if (IsOurs(container.Labels, installation) && container.Labels.TryGetValue(InstanceRequest.InstanceLabel, out var id)) bytes[id] = container.SizeRw;
        }

        return bytes;
    }

    private static bool IsOurs(IReadOnlyDictionary<string, string> labels, string installation) =>
        labels.TryGetValue(InstanceRequest.InstallationLabel, out var owner) && owner == installation;
}
