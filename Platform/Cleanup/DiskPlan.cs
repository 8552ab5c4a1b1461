using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using GraphPlatform.Platform.Registries;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Cleanup;

/// <summary>What may go from the disks, and why the rest stays. Only what we recorded as ours may go, and never a volume.</summary>
/// <param name="Id">The hash of what may go: applying takes exactly that, or nothing.</param>
/// <param name="Items">Everything, the largest first.</param>
/// <param name="Disk">The fullest disk; null when none can be seen.</param>
public sealed partial record DiskPlan(string Id, IReadOnlyList<DiskItem> Items, WorkerDisk? Disk)
{
    private const string Never = "A volume is never cleaned up: files go only when somebody deletes them.";
    private const string Foreign = "It is not recorded as ours: somebody else put it on the machine.";

    /// <summary>What may go.</summary>
    public IReadOnlyList<DiskItem> Removable => [.. Items.Where(i => i.ProtectedBecause is null)];

    /// <summary>What stays.</summary>
    public IReadOnlyList<DiskItem> Kept => [.. Items.Where(i => i.ProtectedBecause is not null)];

    /// <summary>What becomes free at least.</summary>
    public long ReclaimableBytes => Removable.Sum(i => i.Bytes);

    /// <summary>The plan for several machines together.</summary>
    public static DiskPlan Of(IEnumerable<DiskItem> items, WorkerDisk? disk)
    {
        var all = items.OrderByDescending(i => i.Bytes).ThenBy(i => i.Kind).ThenBy(i => i.Id, StringComparer.Ordinal).ToList();
        var content = all.Where(i => i.ProtectedBecause is null).Select(i => $"{i.WorkerId} {i.Kind} {i.Id} {string.Join(' ', i.Names)}").Order(StringComparer.Ordinal);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', content)));
        return new DiskPlan("dsk_" + Convert.ToHexStringLower(hash)[..32], all, disk);
    }

    /// <summary>What is to be said of each thing on a machine.</summary>
    public static IEnumerable<DiskItem> ItemsOf(string workerId, string workerName, EngineDisk disk, DiskRecords records)
    {
        DiskItem Item(DiskItemKind kind, string id, IReadOnlyList<string> names, long bytes, string? why) => new(workerId, workerName, kind, id, names, bytes, why);
        foreach (var image in disk.Images) yield return Item(DiskItemKind.Image, image.Digest, image.Names, image.OwnBytes, WhyImage(image, disk, records));
        foreach (var container in disk.Containers.Where(c => !c.HasProcesses))
            yield return Item(DiskItemKind.StoppedContainer, container.InstanceId ?? container.EngineId, [container.Name], container.Bytes, WhyContainer(container, records));
        foreach (var entry in disk.BuildCache) yield return Item(DiskItemKind.BuildCache, entry.Id, [entry.Type], entry.Bytes, Foreign);
        foreach (var volume in disk.Volumes)
            yield return Item(DiskItemKind.Volume, volume.Name, [volume.Name], volume.Bytes, WhyVolume(volume, disk, records));
    }

    private static string? WhyImage(EngineImage image, EngineDisk disk, DiskRecords records)
    {
        if (!records.Pulled.Contains(image.Digest)) return Foreign;
        if (disk.Containers.FirstOrDefault(c => c.ImageDigest == image.Digest) is { } user)
            return $"The container {(user.InstanceId is { } id && records.Instances.TryGetValue(id, out var name) ? name : user.Name)} uses it.";
        if (records.Users.TryGetValue(image.Digest, out var why)) return why;
        var ours = records.Pulled[image.Digest].ToList();
        return image.Names.FirstOrDefault(n => !ours.Exists(o => IsOurs(n, o))) is { } other ? $"It also has a name that is not recorded as ours: {other}." : null;
    }

    /// <summary>What we pulled by a tag that has moved on since has only its digest's name left.</summary>
    private static bool IsOurs(string name, string pulled) =>
        LocalImageName.Of(name) == LocalImageName.Of(pulled)
        || (name.Contains('@', StringComparison.Ordinal) && LocalImageName.RepositoryOf(name) == LocalImageName.RepositoryOf(pulled));

    /// <summary>A volume is never cleaned up: files go only when somebody deletes them. So that somebody can, each says whose it is.</summary>
    private static string WhyVolume(EngineVolume volume, EngineDisk disk, DiskRecords records)
    {
        if (Volume.IdOf(volume.Name) is { } id && records.Volumes.TryGetValue(id, out var name)) return $"It is the volume {name}. {Never}";
        if (!Anonymous().IsMatch(volume.Name)) return Never;
        var user = disk.Containers.FirstOrDefault(c => c.Volumes.ContainsKey(volume.Name));
        if (user?.InstanceId is { } instance && records.Instances.TryGetValue(instance, out var container))
            return $"The container {container} has in it what its image declares at {user.Volumes[volume.Name]} (VOLUME), made by an earlier version of the platform. Its next deployment begins with a volume of the container's own: copy the files first. {Never}";
        return user is not null
            ? $"The engine's container {user.Name} uses it. {Never}"
            : $"No container uses it. The engine makes such volumes for images that declare VOLUME. {Never} Look what is in it; \"docker volume rm {volume.Name}\" on the worker deletes it.";
    }

    [GeneratedRegex("^[0-9a-f]{64}\\z")]
    private static partial Regex Anonymous();

    private static string? WhyContainer(EngineContainer container, DiskRecords records)
    {
        if (container.InstanceId is not { } id) return Foreign;
        return records.Instances.TryGetValue(id, out var name) ? $"It is the container {name}, which starts again from it." : null;
    }
}
