using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Platform.Volumes;

/// <summary>Where volumes may be mounted in a container.</summary>
public static class VolumeTargets
{
    /// <summary>Where a container's work volume is.</summary>
    public const string Work = "/data";

    private const int MaxVolumes = 20;
    private const int MaxLength = 255;

    // The kernel's, the engine's and the image's own: a volume over them hides what a program needs to start, or what keeps it in.
    private static readonly string[] Reserved = ["/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/proc", "/run", "/sbin", "/sys", "/tmp", "/usr"];

    /// <summary>The volumes of a container, from the outside in: its work volume and those that its user asked for.</summary>
    public static IReadOnlyList<VolumeMount> Of(VolumeMount work, IReadOnlyList<VolumeMount> others) => [work, .. others];

    /// <summary>The volumes that a container's user asked for.</summary>
    public static IReadOnlyList<VolumeMount> AskedFor(DeploymentSpec spec) => [.. spec.Mounts.Where(m => m.Target != Work && !m.FromImage)];

    internal static void Validate(IReadOnlyList<VolumeMount> mounts, Problems problems)
    {
        problems.Require(mounts.Count <= MaxVolumes, $"At most {MaxVolumes} volumes.", "volumes");
        problems.Require(mounts.DistinctBy(m => m.VolumeId).Count() == mounts.Count, "A volume is there twice.", "volumes");
        for (var i = 0; i < mounts.Count; i++)
        {
            var (at, target) = (i.ToString(), mounts[i].Target);
            if (Wrong(target) is { } wrong) problems.Require(false, wrong, "volumes", at, "target");
            else if (mounts.Take(i).Any(m => IsWithin(m.Target, target) || IsWithin(target, m.Target)))
                problems.Require(false, $"{target} is, holds or is in another volume's target.", "volumes", at, "target");
        }
    }

    private static string? Wrong(string target)
    {
        if (target.Length is < 2 or > MaxLength || target[0] != '/' || target[^1] == '/' || target.Any(char.IsControl) || target.Contains(':')
            || target.Split('/').Skip(1).Any(name => name is "" or "." or ".."))
            return "A target is an absolute path of a folder, without . and .. and colons, and not the root: /var/lib/app.";
        if (IsWithin(target, Work)) return $"{Work} is the container's own work volume. Choose another target.";
        return Reserved.FirstOrDefault(path => path == "/usr" ? target == path : IsWithin(target, path)) is { } reserved ? $"{reserved} is the system's. Choose another target, such as /var/lib/app." : null;
    }

    private static bool IsWithin(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);
}
