using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Volumes;

/// <summary>
/// Volumes that images declare (<c>VOLUME</c> in a Dockerfile). The engine would make an anonymous one for each new instance: empty after every rollout, and left
/// behind. So each declared path without a mount of ours gets a volume of the container, which all of its deployments share.
/// </summary>
internal static class ImageVolumes
{
    private const int MaxNameLength = 63;

    /// <summary>A spec with a mount for each path that its image declares. Volumes that the container has already are used again.</summary>
    public static async Task<DeploymentSpec> MountAsync(Work work, Container container, DeploymentSpec spec, IReadOnlyList<string> declared, DateTimeOffset now, CancellationToken ct)
    {
        var mounts = spec.Mounts.Where(m => !m.FromImage).ToList();
        var missing = declared.Where(path => mounts.TrueForAll(m => m.Target != path)).ToList();
        if (missing.Count > 0)
        {
            var id = container.Id;
            var known = await work.As(Caller.System("volumes")).Volumes.Where(v => v.ContainerId == id && v.DeclaredTarget != null).ToListAsync(ct);
            foreach (var path in missing)
            {
                var volume = known.Find(v => v.DeclaredTarget == path)
                    ?? work.Add(new Volume(Ids.New("vol"), container.OrganizationId, container.ProjectId, id, NameOf(container.Name, path), named: false, now, path));
                mounts.Add(new VolumeMount(volume.Id, path, FromImage: true));
            }
        }

        return spec with { Mounts = mounts, ImageVolumes = declared };
    }

    /// <summary>The volume's name as it is shown: <c>db-var-lib-postgresql-data</c>.</summary>
    internal static string NameOf(string container, string path)
    {
        var words = path.Split(['/', '.', '_', ' '], StringSplitOptions.RemoveEmptyEntries).Select(w => new string([.. w.ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c == '-')]));
        var name = string.Join('-', words.Where(w => w.Length > 0).Prepend(container));
        return (name.Length <= MaxNameLength ? name : name[..MaxNameLength]).TrimEnd('-');
    }
}
