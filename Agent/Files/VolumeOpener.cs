using GraphPlatform.Docker;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Files;
using GraphPlatform.Platform.Volumes;

namespace GraphPlatform.Agent.Files;

/// <summary>Opens the volumes of this machine's engine. What an earlier server left unfinished beside one is removed when it is opened for the first time.</summary>
internal sealed class VolumeOpener(DockerClient docker, FolderWatches watches, InstallationId installation, TimeProvider clock)
{
    private readonly Lock writes = new();
    private readonly Lock cleaning = new();
    private readonly HashSet<string> cleaned = [];

    /// <summary>Opens a volume; one that no instance has had yet is made.</summary>
    public async Task<IVolumeFiles> OpenAsync(string volumeId, CancellationToken ct)
    {
        var volume = await docker.Volumes.CreateAsync(new() { Name = Volume.EngineName(volumeId), Labels = InstanceRequest.Labels(installation.Value) }, ct);
        return await FileProblems.DoAsync("", () =>
        {
            var folder = VolumeFolder.Open(volume.Mountpoint);
            // Whoever comes second waits: what is unfinished from now on is somebody's.
            lock (cleaning)
            {
                if (cleaned.Add(volumeId)) folder.RemoveLeftOvers();
            }

            return (IVolumeFiles)new VolumeFiles(folder, writes, watches, clock);
        }, ct);
    }
}
