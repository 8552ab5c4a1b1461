using GraphPlatform.Docker;
using GraphPlatform.Docker.Engine;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Agent;

/// <summary>Measures what lies on the engine.</summary>
internal sealed class DiskMeter(DockerClient docker)
{
    /// <summary>Measures it.</summary>
    /// <param name="installation">Whose instances are known as such.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<EngineDisk> MeasureAsync(string installation, CancellationToken ct)
    {
        var info = await docker.System.InfoAsync(ct);
        var usage = await docker.System.DiskUsageAsync(ct);

        // Images before containers: one that was made meanwhile protects its image.
        var containers = await docker.Containers.ListAsync(all: true, ct: ct);
        var written = usage.Containers.ToDictionary(c => c.Id, c => c.SizeRw);
        return new EngineDisk(
            [.. usage.Images.Select(i => new EngineImage(i.Id, i.RepoTags.Count > 0 ? i.RepoTags : i.RepoDigests, Math.Max(0, i.Size - Math.Max(0, i.SharedSize))))],
            [.. containers.Select(c => new EngineContainer(
                c.Id,
                c.Name,
                c.ImageId,
                c.Labels.GetValueOrDefault(InstanceRequest.InstallationLabel) == installation ? c.Labels.GetValueOrDefault(InstanceRequest.InstanceLabel) : null,
                c.State is "running" or "paused" or "restarting",
                written.GetValueOrDefault(c.Id))
                {
                    Volumes = c.Mounts.Where(m => m is { Type: "volume", Name: not null }).DistinctBy(m => m.Name).ToDictionary(m => m.Name!, m => m.Destination),
                })],
            [.. usage.Volumes.Select(v => new EngineVolume(v.Name, Math.Max(0, v.UsageData?.Size ?? 0)))],
            [.. usage.BuildCache.Select(c => new EngineCache(c.Id, c.Type, c.Size))],
            usage.LayersSize,
            DiskOf(info));
    }

    /// <summary>The engine's disk: its folder is on this machine, or not to be seen.</summary>
    public static WorkerDisk? DiskOf(EngineInfo info)
    {
        if (info.Name != Environment.MachineName || !Directory.Exists(info.DockerRootDir)) return null;
        var drive = new DriveInfo(info.DockerRootDir);
        return new WorkerDisk(drive.TotalSize, drive.AvailableFreeSpace);
    }
}
