using System.Formats.Tar;
using System.Runtime.InteropServices;
using GraphPlatform.Docker;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Agent;

/// <summary>Volumes of instances. A fresh one belongs to root, and instances run as somebody else: it is handed over before the first start.</summary>
internal sealed partial class WorkVolumes(DockerClient docker)
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Makes the volumes that are not there.</summary>
    /// <returns>Their folders as the engine sees them, by mount target.</returns>
    public async Task<IReadOnlyDictionary<string, string>> EnsureAsync(InstanceSpec spec, string installation, CancellationToken ct)
    {
        var folders = new Dictionary<string, string>();
        foreach (var mount in spec.Spec.Mounts)
        {
            var volume = await docker.Volumes.CreateAsync(
                new() { Name = Volume.EngineName(mount.VolumeId), Labels = InstanceRequest.Labels(installation) }, ct);
            folders[mount.Target] = volume.Mountpoint;
        }

        return folders;
    }

    /// <summary>Hands the roots of the volumes to the user that the instance runs as.</summary>
    /// <param name="spec">The instance; its engine container is made, not started.</param>
    /// <param name="folders">What <see cref="EnsureAsync"/> gave.</param>
    /// <param name="owner">User and group id.</param>
    /// <param name="ct">Cancels.</param>
    public async Task HandOverAsync(InstanceSpec spec, IReadOnlyDictionary<string, string> folders, (int User, int Group) owner, CancellationToken ct)
    {
        foreach (var (target, folder) in folders)
        {
            // On the engine's own machine, as root, a system call does it; the engine's way takes longer than the rest of the creation.
            if (Directory.Exists(folder) && ChangeOwner(folder, owner.User, owner.Group) == 0) continue;
            using var tar = new MemoryStream();
            await using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
            {
                // An entry "./" is passed over by the engine; this name of the same folder is not.
                var root = new UstarTarEntry(TarEntryType.Directory, $"../{Path.GetFileName(target)}/") { Uid = owner.User, Gid = owner.Group, Mode = FolderMode };
                await writer.WriteEntryAsync(root, ct);
            }

            tar.Position = 0;
            await docker.Containers.PutArchiveAsync(Instance.EngineName(spec.InstanceId), target, tar, ct);
        }
    }

    /// <summary>Whether there is anything in a volume. Where its folder cannot be looked into, there may be.</summary>
    public async Task<bool> HasFilesAsync(string volumeId, CancellationToken ct)
    {
        try
        {
            var folder = (await docker.Volumes.InspectAsync(Volume.EngineName(volumeId), ct)).Mountpoint;
            return !Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).Any();
        }
        catch (DockerException error) when (error.Kind == DockerErrorKind.NotFound)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
    }

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, int user, int group);
}
