using System.Collections.Concurrent;
using GraphPlatform.Docker;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Files;
using GraphPlatform.Platform.Volumes;

namespace GraphPlatform.Agent.Files;

/// <summary>Opens the volumes of this machine's engine. What an earlier server left unfinished beside one is removed when it is opened for the first time.</summary>
internal sealed class VolumeOpener(DockerClient docker, InstallationId installation, TimeProvider clock) : IDisposable
{
    // Not those of the logs: who changes files without end delays no log.
    private readonly FolderWatches watches = new();
    private readonly Lock writes = new();
    private readonly ConcurrentDictionary<string, Lazy<Task>> cleaned = new();

    /// <summary>Opens a volume.</summary>
    /// <param name="volumeId">The volume.</param>
    /// <param name="make">Whether it is made where it is not there.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlatformException">CONFLICT: it is not there.</exception>
    public async Task<IVolumeFiles> OpenAsync(string volumeId, bool make, CancellationToken ct)
    {
        var mountpoint = await MountpointAsync(volumeId, make, ct);
        var folder = await FileProblems.DoAsync("", () => VolumeFolder.Open(mountpoint), ct);
        try
        {
            // Whoever comes second waits: what is unfinished from now on is somebody's.
            var cleaning = cleaned.GetOrAdd(volumeId, _ => new Lazy<Task>(() => CleanAsync(volumeId, mountpoint)));
            await cleaning.Value.WaitAsync(ct);
            return new VolumeFiles(folder, writes, watches, clock);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Dispose() => watches.Dispose();

    private async Task<string> MountpointAsync(string volumeId, bool make, CancellationToken ct)
    {
        var name = Volume.EngineName(volumeId);
        if (make) return (await docker.Volumes.CreateAsync(new() { Name = name, Labels = InstanceRequest.Labels(installation.Value) }, ct)).Mountpoint;
        try
        {
            return (await docker.Volumes.InspectAsync(name, ct)).Mountpoint;
        }
        catch (DockerException error) when (error.Kind == DockerErrorKind.NotFound)
        {
            throw new PlatformException(ErrorCode.Conflict, "The volume is not there yet: it is made when its container starts for the first time. Start it once.");
        }
    }

    private async Task CleanAsync(string volumeId, string mountpoint)
    {
        try
        {
            await FileProblems.DoAsync("", () =>
            {
                using var folder = VolumeFolder.Open(mountpoint);
                folder.RemoveLeftOvers();
            }, CancellationToken.None);
        }
        catch
        {
            cleaned.TryRemove(volumeId, out _);     // the next tries again
            throw;
        }
    }
}
