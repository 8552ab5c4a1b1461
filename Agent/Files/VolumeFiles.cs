using System.Runtime.CompilerServices;
using System.Text;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Files;
using Microsoft.Win32.SafeHandles;
using static GraphPlatform.Agent.Files.FileProblems;

namespace GraphPlatform.Agent.Files;

/// <summary>The files of a volume on this machine.</summary>
/// <param name="volume">Its folder, which is disposed with this.</param>
/// <param name="writes">Held where what is there is compared and then replaced.</param>
/// <param name="watches">Tell of changes.</param>
/// <param name="clock">The time.</param>
internal sealed class VolumeFiles(VolumeFolder volume, Lock writes, FolderWatches watches, TimeProvider clock) : IVolumeFiles
{
    private const int NewFileMode = 0b110_100_100;

    // Changes that come together are told together; where Linux allows no more watches, this is how often they are looked for.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(250);

    // Of a folder that goes because one goes that it is in, nothing is told.
    private static readonly TimeSpan LookTime = TimeSpan.FromSeconds(2);

    public Task<FileEntry?> FindAsync(string path, CancellationToken ct) => DoAsync(path, () =>
    {
        if (path.Length == 0) return Entry(path, Linux.Status(volume.Root), null);
        SafeFileHandle folder;
        string name;
        try
        {
            (folder, name) = volume.OpenFolderOf(path);
        }
        catch (LinuxException error) when (error.Error is LinuxError.NotFound or LinuxError.NotAFolder)
        {
            return null;
        }

        using (folder) return Entry(folder, path, name);
    }, ct);

    public Task<(IReadOnlyList<FileEntry> Entries, int Total)> ListAsync(string path, string after, int limit, CancellationToken ct) => DoAsync(path, () =>
    {
        VolumePath.Check(path);
        using var folder = volume.OpenFolder(path);
        // Of a large folder only the names that are asked for are kept.
        var last = Comparer<string>.Create((a, b) => string.CompareOrdinal(b, a));
        var (names, total) = (new PriorityQueue<string, string>(last), 0);
        Linux.ReadNames(folder, raw =>
        {
            total++;
            var name = Encoding.UTF8.GetString(raw);
            if (string.CompareOrdinal(name, after) <= 0) return;
            if (names.Count < limit) names.Enqueue(name, name);
            else names.EnqueueDequeue(name, name);
        });
        var entries = names.UnorderedItems.Select(n => n.Element).Order(StringComparer.Ordinal)
            .Select(name => Entry(folder, path.Length == 0 ? name : $"{path}/{name}", name)).OfType<FileEntry>().ToList();
        return ((IReadOnlyList<FileEntry>)entries, total);
    }, ct);

    public Task<Stream> ReadAsync(string path, CancellationToken ct) => DoAsync(path, () =>
    {
        var (folder, name) = volume.OpenFolderOf(path);
        using (folder) return (Stream)(TryOpenFile(folder, name) ?? throw NoFile(path));
    }, ct);

    public async Task<FileEntry> WriteAsync(string path, Stream content, string? expected, CancellationToken ct)
    {
        var (folderPath, name) = VolumePath.Split(path);
        await DoAsync(path, () => Demand(path, expected), ct);
        return await ExplainAsync(path, async () =>
        {
            using var file = new NewFile(volume);
            await file.WriteAsync(content, ct);
            return await Task.Run(() =>
            {
                file.Flush();
                using var folder = VolumeFolder.MakeFolders(volume.Root, folderPath);
                lock (writes)
                {
                    var there = Demand(VolumeFolder.Find(folder, name), path, expected);
                    var owner = there ?? Linux.Status(folder);
                    file.ChangeOwner(owner.User, owner.Group, there?.Mode ?? NewFileMode);
                    file.Place(folder, name, free: expected is "");
                }

                return Entry(path, Linux.Status(file.Handle), null);        // what was written, and not what may have its name by now
            }, ct);
        });
    }

    public Task<FileEntry> MakeFolderAsync(string path, CancellationToken ct) => DoAsync(path, () =>
    {
        VolumePath.Split(path);
        using var folder = VolumeFolder.MakeFolders(volume.Root, path);
        return Entry(path, Linux.Status(folder), null)!;
    }, ct);

    public Task<FileEntry> MoveAsync(string path, string to, CancellationToken ct) => DoAsync(to, () =>
    {
        var (folder, name) = volume.OpenFolderOf(path);
        using var from = folder;
        if (VolumeFolder.Find(from, name) is null) throw new LinuxException(LinuxError.NotFound, name).Explain(path);
        var (toFolder, toName) = volume.OpenFolderOf(to);
        using var into = toFolder;
        try
        {
            Linux.RenameToFree(from, name, into, toName);
        }
        catch (LinuxException error) when (error.Error == LinuxError.Invalid)
        {
            throw new PlatformException(ErrorCode.Conflict, $"'{path}' cannot be moved into itself.");
        }

        return Entry(into, to, toName) ?? throw new LinuxException(LinuxError.NotFound, toName);
    }, ct);

    public Task DeleteAsync(string path, CancellationToken ct) => DoAsync(path, () =>
    {
        var (opened, name) = volume.OpenFolderOf(path);
        using var folder = opened;
        if (Linux.Status(folder, name).Kind == FileKind.Folder) volume.RemoveTree(folder, name);
        else Linux.Remove(folder, name, isFolder: false);
    }, ct);

    public async Task<PackedTar> PackAsync(string path, Stream output, CancellationToken ct)
    {
        VolumePath.Check(path);
        using var folder = await DoAsync(path, () => volume.OpenFolder(path), ct);
        return await ExplainAsync(path, () => TarPacker.PackAsync(folder, output, ct));
    }

    public async Task UnpackAsync(string path, Stream tar, UnpackMode mode, CancellationToken ct)
    {
        VolumePath.Check(path);
        if (mode == UnpackMode.Merge)
        {
            using var folder = await DoAsync(path, () => VolumeFolder.MakeFolders(volume.Root, path), ct);
            await ExplainAsync(path, () => new TarUnpacker(volume, folder, mode).UnpackAsync(tar, ct));
            return;
        }

        if (path.Length > 0) throw new PlatformException(ErrorCode.Validation, "Only a volume as a whole can be replaced.");
        var unfinished = VolumeFolder.Unfinished();
        try
        {
            await ExplainAsync(path, async () =>
            {
                Linux.MakeFolder(volume.Parent, unfinished, Linux.Status(volume.Root).Mode);
                using (var folder = Linux.OpenBeneath(volume.Parent, unfinished, OpenFlags.Folder))
                {
                    var owner = Linux.Status(volume.Root);
                    Linux.ChangeOwner(folder, "", owner.User, owner.Group);
                    await new TarUnpacker(volume, folder, mode).UnpackAsync(tar, ct);
                }

                volume.Replace(unfinished);
            });
        }
        finally
        {
            // What is not in the volume: the new where it failed, the old where it did not.
            if (VolumeFolder.Find(volume.Parent, unfinished) is not null) await DoAsync(path, () => volume.RemoveUnfinished(unfinished), CancellationToken.None);
        }
    }

    public async IAsyncEnumerable<FileEntry> WatchAsync(string path, [EnumeratorCancellation] CancellationToken ct)
    {
        VolumePath.Check(path);
        using var folder = await DoAsync(path, () => volume.OpenFolder(path), ct);
        using var watch = watches.Watch(Linux.OwnPath(folder));
        var identity = Linux.Status(folder).Identity;
        var (changed, version) = (true, "");
        while (await DoAsync(path, () => FindFolder(path, identity), ct) is { } entry)
        {
            if (changed || entry.Version != version) yield return entry;
            version = entry.Version;
            changed = watch is not null && await watch.WaitAsync(LookTime, ct);
            await Task.Delay(Breath, clock, ct);
        }
    }

    public void Dispose() => volume.Dispose();

    /// <summary>A folder, unless another one or none has its path by now.</summary>
    private FileEntry? FindFolder(string path, (uint, uint, ulong) identity)
    {
        try
        {
            using var folder = volume.OpenFolder(path);
            return Linux.Status(folder) is { Links: > 0 } status && status.Identity == identity ? Entry(path, status, null) : null;
        }
        catch (LinuxException error) when (error.Error is LinuxError.NotFound or LinuxError.NotAFolder or LinuxError.Loop)
        {
            return null;
        }
    }

    /// <summary>Opens a regular file; null when something else is there.</summary>
    private static FileStream? TryOpenFile(SafeFileHandle folder, string name)
    {
        using var place = Linux.OpenBeneath(folder, name, OpenFlags.Place | OpenFlags.NoFollow);
        return Linux.Status(place).Kind == FileKind.File ? new FileStream(Linux.Reopen(place), FileAccess.Read, 0) : null;
    }

    /// <summary>Looks at what a new file will take the place of, before all of it has come.</summary>
    private void Demand(string path, string? expected)
    {
        try
        {
            var (folder, name) = volume.OpenFolderOf(path);
            using (folder) Demand(VolumeFolder.Find(folder, name), path, expected);
        }
        catch (LinuxException error) when (error.Error == LinuxError.NotFound)
        {
            Demand(null, path, expected);
        }
    }

    /// <summary>Refuses to take the place of what is no file, or another one than was read.</summary>
    private static FileStatus? Demand(FileStatus? there, string path, string? expected)
    {
        if (there is { Kind: not FileKind.File }) throw NoFile(path);
        if (expected is not null && (there?.Version ?? "") != expected)
            throw new PlatformException(ErrorCode.Conflict, there is null ? $"'{path}' is gone by now." : $"'{path}' has changed since you read it. Look at what it is now before you write over it.");
        return there;
    }

    private static PlatformException NoFile(string path) => new(ErrorCode.Conflict, $"'{path}' is no regular file.");

    private static FileEntry? Entry(SafeFileHandle folder, string path, string name)
    {
        try
        {
            if (VolumeFolder.Find(folder, name) is { } status) return Entry(path, status, status.Kind == FileKind.Link ? LinuxText.Readable(Linux.ReadLink(folder, name)) : null);
        }
        catch (LinuxException error) when (error.Error is LinuxError.NotFound or LinuxError.Invalid)
        {
            return null;        // it was a link when it was looked at first
        }

        return name.Contains('\uFFFD') ? new FileEntry(path, FileKind.Other, 0, DateTimeOffset.UnixEpoch, 0, 0, 0, "", null) : null;      // there, but by a name that is no text
    }

    private static FileEntry Entry(string path, FileStatus status, string? target) => new(
        path, status.Kind, status.Kind == FileKind.File ? status.Size : 0, status.ModifiedAt, status.Mode, status.User, status.Group, status.Version, target);
}
