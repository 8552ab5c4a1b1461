using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Platform.Backups;

/// <summary>Finds the volume for each part of a backup: the one that the container has at the same place.</summary>
internal static class RestoreTargets
{
    /// <summary>Volumes by target.</summary>
    /// <exception cref="PlatformException">CONFLICT: the container has none at one of the places.</exception>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyList<BackupPart> parts, DeploymentSpec spec)
    {
        var mounts = spec.Mounts.ToDictionary(m => m.Target, m => m.VolumeId);
        return parts.FirstOrDefault(p => !mounts.ContainsKey(p.Target)) is { } homeless
            ? throw new PlatformException(
                ErrorCode.Conflict, $"The backup has files of {homeless.Target}, and the container has no volume there any more. Mount one there, or restore into a new container.", "containerId")
            : parts.ToDictionary(p => p.Target, p => mounts[p.Target]);
    }
}
