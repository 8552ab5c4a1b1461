using GraphPlatform.Agent.Files.Tar;
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

    // To chown(2) the highest number means "as it is".
    private const long LastId = uint.MaxValue - 1;

    // A folder's time moves with each entry that it gets, so it is set in the end.
    private readonly List<(string Path, UnixTime Modified)> folders = [];
    private readonly FileStatus owner = Linux.Status(root);

    /// <summary>Reads a tar to its end as unpacking does, and writes nothing.</summary>
    /// <exception cref="PlatformException">VALIDATION: it is none, or has an entry that cannot be.</exception>
    public static async Task<TarContent> CheckAsync(Stream tar, CancellationToken ct)
    {
        var (entries, bytes) = (0L, 0L);
        await ReadAsync(tar, UnpackMode.Replace, (_, member) =>
        {
            entries++;
            bytes += member.Size;
            return Task.CompletedTask;
        }, ct);
        return new TarContent(entries, bytes);
    }

    /// <summary>Reads a tar to its end.</summary>
    /// <exception cref="PlatformException">VALIDATION: it is none, or has an entry that cannot be.</exception>
    public async Task UnpackAsync(Stream tar, CancellationToken ct)
    {
        await ReadAsync(tar, mode, (reader, member) => AddAsync(reader, member, ct), ct);
        for (var i = folders.Count - 1; i >= 0; i--) SetTime(folders[i].Path, folders[i].Modified);
        Linux.Flush(root);
    }

    private static async Task ReadAsync(Stream tar, UnpackMode mode, Func<TarReader, TarMember, Task> take, CancellationToken ct)
    {
        var reader = new TarReader(tar);
        while (await reader.NextAsync(ct) is { } member)
        {
            if (mode == UnpackMode.Replace && (member.User is < 0 or > LastId || member.Group is < 0 or > LastId))
                throw new PlatformException(ErrorCode.Validation, $"'{LinuxText.Shown(member.Path)}' in the archive has an owner that Linux has no number for ({member.User}:{member.Group}), and was not written.");
            await take(reader, member);
        }

        await tar.CopyToAsync(Stream.Null, ct);     // what stands behind its end: a checksum, or the proof that it was not cut off
    }

    private async Task AddAsync(TarReader reader, TarMember member, CancellationToken ct)
    {
        switch (member.Kind)
        {
            case TarKind.Folder when member.Path.Length == 0:
                if (mode == UnpackMode.Replace) Own(root, member);
                break;
            case TarKind.Folder:
                using (var folder = VolumeFolder.MakeFolders(root, member.Path)) Own(folder, member);
                break;
            case TarKind.File:
                using (var folder = Folder(member.Path, out var name)) await WriteAsync(reader, member, folder, name, ct);
                break;
            case TarKind.Link:
                Place(member.Path, unfinished =>
                {
                    Linux.MakeLink(volume.Parent, unfinished, member.Target);
                    Own(unfinished, member);
                });
                break;
            case TarKind.Pipe:
                Place(member.Path, unfinished =>
                {
                    Linux.MakePipe(volume.Parent, unfinished, 0);
                    Own(unfinished, member);
                });
                break;
            case TarKind.HardLink:
                Place(member.Path, unfinished =>
                {
                    var slash = member.Target.LastIndexOf('/');
                    using var source = VolumeFolder.OpenFolders(root, slash < 0 ? "" : member.Target[..slash]);
                    Linux.Link(source, member.Target[(slash + 1)..], volume.Parent, unfinished);
                });
                break;
            default:
                throw new InvalidOperationException($"Nothing is known of {member.Kind}.");
        }
    }

    private async Task WriteAsync(TarReader reader, TarMember member, SafeFileHandle folder, string name, CancellationToken ct)
    {
        using var file = new NewFile(volume);
        await file.WriteAsync(member.Size, member.Segments, buffer => reader.ReadContentAsync(buffer, ct), ct);
        var (user, group) = Owner(member);
        file.ChangeOwner(user, group, Mode(member));
        file.ChangeTime(member.Modified);
        file.Place(folder, name, free: false);
    }

    private void Own(SafeFileHandle folder, TarMember member)
    {
        var (user, group) = Owner(member);
        Linux.ChangeOwner(folder, "", user, group);
        Linux.ChangeMode(folder, Mode(member));
        if (mode == UnpackMode.Replace) folders.Add((member.Path, member.Modified));
    }

    /// <summary>The same for what lies beside the volume, where nobody exchanges anything.</summary>
    private void Own(string unfinished, TarMember member)
    {
        var (user, group) = Owner(member);
        Linux.ChangeOwner(volume.Parent, unfinished, user, group);
        if (member.Kind != TarKind.Link) Linux.ChangeMode(volume.Parent, unfinished, Mode(member));
        Linux.ChangeTimes(volume.Parent, unfinished, member.Modified);
    }

    private void SetTime(string path, UnixTime modified)
    {
        if (path.Length == 0)
        {
            Linux.ChangeTimes(root, ".", modified);
            return;
        }

        using var folder = Folder(path, out var name);
        Linux.ChangeTimes(folder, name, modified);
    }

    private SafeFileHandle Folder(string path, out string name)
    {
        var slash = path.LastIndexOf('/');
        name = path[(slash + 1)..];
        return VolumeFolder.MakeFolders(root, slash < 0 ? "" : path[..slash]);
    }

    /// <summary>Makes something beside the volume and gives it its place, where no folder may be: nobody loses what is in one.</summary>
    private void Place(string path, Action<string> make)
    {
        using var folder = Folder(path, out var name);
        var unfinished = VolumeFolder.Unfinished();
        try
        {
            make(unfinished);
            Linux.Rename(volume.Parent, unfinished, folder, name);
        }
        finally
        {
            // Where both were names of one file, a rename leaves them.
            if (VolumeFolder.Find(volume.Parent, unfinished) is not null) Linux.Remove(volume.Parent, unfinished, isFolder: false);
        }
    }

    private (uint User, uint Group) Owner(TarMember member) => mode == UnpackMode.Replace ? ((uint)member.User, (uint)member.Group) : (owner.User, owner.Group);

    private int Mode(TarMember member) => mode == UnpackMode.Replace ? member.Mode : member.Mode & Permissions;
}
