using System.Formats.Tar;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Files;
using Microsoft.Win32.SafeHandles;

namespace GraphPlatform.Agent.Files;

/// <summary>Puts what a tar has into an open folder. Names are opened like all paths of a volume, so neither <c>..</c> nor a link of the tar leads out.</summary>
/// <param name="volume">The volume.</param>
/// <param name="root">The folder.</param>
/// <param name="mode">In <see cref="UnpackMode.Replace"/> owners and all bits are the tar's, otherwise owners are the folder's and only permissions count.</param>
internal sealed class TarUnpacker(VolumeFolder volume, SafeFileHandle root, UnpackMode mode)
{
    private const int Permissions = 0b111_111_111;

    // A folder's time moves with each entry that it gets, so it is set in the end.
    private readonly List<(string Path, DateTimeOffset ModifiedAt)> folders = [];
    private readonly FileStatus owner = Linux.Status(root);

    /// <summary>Reads a tar to its end.</summary>
    /// <exception cref="PlatformException">VALIDATION: it is none, or has an entry that cannot be.</exception>
    public async Task UnpackAsync(Stream tar, CancellationToken ct)
    {
        await using var reader = new TarReader(tar, leaveOpen: true);
        while (await NextAsync(reader, ct) is { } entry)
        {
            if (entry.EntryType != TarEntryType.GlobalExtendedAttributes) await AddAsync(entry, ct);
        }

        await tar.CopyToAsync(Stream.Null, ct);     // what stands behind its end: a checksum, or the proof that it was not cut off
        for (var i = folders.Count - 1; i >= 0; i--)
        {
            if (mode == UnpackMode.Replace) SetTime(folders[i].Path, folders[i].ModifiedAt);
        }

        Linux.Flush(root);
    }

    private static async Task<TarEntry?> NextAsync(TarReader reader, CancellationToken ct)
    {
        try
        {
            return await reader.GetNextEntryAsync(copyData: false, ct);
        }
        catch (Exception error) when (error is InvalidDataException or FormatException or EndOfStreamException)
        {
            throw new PlatformException(ErrorCode.Validation, $"This is not a whole tar archive: {error.Message}");
        }
    }

    private async Task AddAsync(TarEntry entry, CancellationToken ct)
    {
        var path = PathOf(entry.Name);
        if (path.Length == 0)
        {
            if (entry.EntryType == TarEntryType.Directory && mode == UnpackMode.Replace) Own(root, entry, path);
            return;
        }

        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                using (var folder = VolumeFolder.MakeFolders(root, path)) Own(folder, entry, path);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                using (var folder = Folder(path, out var name)) await WriteAsync(entry, folder, name, ct);
                break;
            case TarEntryType.SymbolicLink:
                using (var folder = Folder(path, out var name))
                {
                    RemoveOld(folder, name);
                    Linux.MakeLink(folder, name, entry.LinkName);
                    var (user, group) = Owner(entry);
                    Linux.ChangeOwner(folder, name, user, group);
                    Linux.ChangeTimes(folder, name, entry.ModificationTime);
                }

                break;
            case TarEntryType.HardLink:
                using (var folder = Folder(path, out var name))
                using (var source = Folder(PathOf(entry.LinkName), out var sourceName))
                {
                    RemoveOld(folder, name);
                    Linux.Link(source, sourceName, folder, name);
                }

                break;
            default:
                throw new PlatformException(ErrorCode.Validation, $"'{path}' in the archive is neither file, folder nor link ({entry.EntryType}), and was not written.");
        }
    }

    private async Task WriteAsync(TarEntry entry, SafeFileHandle folder, string name, CancellationToken ct)
    {
        using var file = new NewFile(volume);
        if (entry.DataStream is { } content) await file.WriteAsync(content, ct);
        var (user, group) = Owner(entry);
        file.ChangeOwner(user, group, Mode(entry));
        file.ChangeTime(entry.ModificationTime);
        file.Place(folder, name, free: false);
    }

    private void Own(SafeFileHandle folder, TarEntry entry, string path)
    {
        var (user, group) = Owner(entry);
        Linux.ChangeOwner(folder, "", user, group);
        Linux.ChangeMode(folder, Mode(entry));
        folders.Add((path, entry.ModificationTime));
    }

    private void SetTime(string path, DateTimeOffset modifiedAt)
    {
        if (path.Length == 0)
        {
            Linux.ChangeTimes(root, ".", modifiedAt);
            return;
        }

        using var folder = Folder(path, out var name);
        Linux.ChangeTimes(folder, name, modifiedAt);
    }

    private SafeFileHandle Folder(string path, out string name)
    {
        (var folder, name) = VolumePath.Split(path);
        return VolumeFolder.MakeFolders(root, folder);
    }

    // A folder stays: what the tar has for it fails then, and nobody loses what is in it.
    private static void RemoveOld(SafeFileHandle folder, string name)
    {
        if (VolumeFolder.Find(folder, name) is { Kind: not FileKind.Folder }) Linux.Remove(folder, name, isFolder: false);
    }

    private (uint User, uint Group) Owner(TarEntry entry) => mode == UnpackMode.Replace ? ((uint)entry.Uid, (uint)entry.Gid) : (owner.User, owner.Group);

    private int Mode(TarEntry entry) => mode == UnpackMode.Replace ? (int)entry.Mode : (int)entry.Mode & Permissions;

    private static string PathOf(string name)
    {
        while (name.StartsWith("./", StringComparison.Ordinal)) name = name[2..];
        var path = name.TrimEnd('/');
        if (path == ".") path = "";
        if (name.StartsWith('/')) throw new PlatformException(ErrorCode.Validation, $"'{name}' in the archive is outside of its folder, and was not written.");
        VolumePath.Check(path);
        return path;
    }
}
