using System.Security.Cryptography;
using System.Text;
using GraphPlatform.Platform.Files;
using Microsoft.Win32.SafeHandles;

namespace GraphPlatform.Agent.Files;

/// <summary>
/// The folder of a volume, held open: what is in it is only reached from there, by openat2(2) that lets no path lead out. Beside it lies what is not finished: no instance sees that, and it is
/// on the same disk, so that one rename brings it in.
/// </summary>
internal sealed class VolumeFolder : IDisposable
{
    private const string UnfinishedPrefix = "unfinished-";
    private const int FolderMode = 0b111_101_101;

    // What somebody keeps writing into is given up after so many tries, and removed when the server starts the next time.
    private const int RemovalTries = 20;

    private readonly string name;

    private VolumeFolder(SafeFileHandle parent, string name)
    {
        (Parent, this.name) = (parent, name);
        Root = Linux.OpenBeneath(parent, name, OpenFlags.Folder);
    }

    /// <summary>The volume's root.</summary>
    public SafeFileHandle Root { get; private set; }

    /// <summary>The folder that the root is in.</summary>
    public SafeFileHandle Parent { get; }

    /// <summary>Opens a volume by where the engine has it.</summary>
    public static VolumeFolder Open(string mountpoint)
    {
        var parent = Linux.OpenFolder(Path.GetDirectoryName(mountpoint)!);
        try
        {
            return new VolumeFolder(parent, Path.GetFileName(mountpoint));
        }
        catch
        {
            parent.Dispose();
            throw;
        }
    }

    /// <summary>A name in <see cref="Parent"/> for what is not finished.</summary>
    public static string Unfinished() => UnfinishedPrefix + RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>Opens a folder of the volume, for its names too.</summary>
    public SafeFileHandle OpenFolder(string path) => Linux.OpenBeneath(Root, path.Length == 0 ? "." : path, OpenFlags.Folder | OpenFlags.Read);

    /// <summary>Opens the folder that something is in.</summary>
    public (SafeFileHandle Folder, string Name) OpenFolderOf(string path)
    {
        var (folder, last) = VolumePath.Split(path);
        return (OpenFolder(folder), last);
    }

    /// <summary>Opens a folder; it and those that it is in are made as needed, each for the owner of the one that it is in.</summary>
    public static SafeFileHandle MakeFolders(SafeFileHandle root, string path) => OpenFolders(root, path, (outer, next) =>
    {
        try
        {
            return Linux.OpenBeneath(outer, next, OpenFlags.Folder);
        }
        catch (LinuxException error) when (error.Error == LinuxError.NotFound)
        {
            return MakeFolder(outer, next);
        }
    });

    /// <summary>Opens a folder of any depth: to the kernel a path has at most 4,095 bytes, a folder has no such limit.</summary>
    public static SafeFileHandle OpenFolders(SafeFileHandle root, string path) => OpenFolders(root, path, static (outer, next) => Linux.OpenBeneath(outer, next, OpenFlags.Folder));

    private static SafeFileHandle OpenFolders(SafeFileHandle root, string path, Func<SafeFileHandle, string, SafeFileHandle> open)
    {
        var folder = Linux.OpenBeneath(root, ".", OpenFlags.Folder);
        foreach (var next in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            using var outer = folder;
            folder = open(outer, next);
        }

        return folder;
    }

    private static SafeFileHandle MakeFolder(SafeFileHandle outer, string name)
    {
        try
        {
            Linux.MakeFolder(outer, name, FolderMode);
            var owner = Linux.Status(outer);
            Linux.ChangeOwner(outer, name, owner.User, owner.Group);
        }
        catch (LinuxException error) when (error.Error == LinuxError.Exists)
        {
            // Somebody else made it at the same moment; it is opened if it is a folder.
        }

        return Linux.OpenBeneath(outer, name, OpenFlags.Folder);
    }

    /// <summary>What has a name in a folder; null for nothing.</summary>
    public static FileStatus? Find(SafeFileHandle folder, string name)
    {
        try
        {
            return Linux.Status(folder, name);
        }
        catch (LinuxException error) when (error.Error == LinuxError.NotFound)
        {
            return null;
        }
    }

    /// <summary>Everything in the volume is what is in an unfinished folder from now on, at once. Instances that run still see what was there before.</summary>
    public void Replace(string unfinished)
    {
        Linux.Swap(Parent, name, Parent, unfinished);
        Root.Dispose();
        Root = Linux.OpenBeneath(Parent, name, OpenFlags.Folder);
    }

    /// <summary>Removes a folder of the volume: for others it is gone at once.</summary>
    public void RemoveTree(SafeFileHandle folder, string path)
    {
        var unfinished = Unfinished();
        Linux.Rename(folder, path, Parent, unfinished);
        RemoveUnfinished(unfinished);
    }

    /// <summary>Removes what is in <see cref="Parent"/>. Folders in it are brought up first, so that none is too deep to be removed.</summary>
    public void RemoveUnfinished(string unfinished)
    {
        var folders = new Stack<string>([unfinished]);
        while (folders.TryPop(out var next))
        {
            if (Find(Parent, next) is not { Kind: FileKind.Folder })
            {
                Linux.Remove(Parent, next, isFolder: false);
                continue;
            }

            using var folder = Linux.OpenBeneath(Parent, next, OpenFlags.Folder | OpenFlags.Read);
            for (var tries = 0; !TryRemoveEmpty(next) && tries < RemovalTries; tries++) Linux.ReadNames(folder, inner => RemoveOrBringUp(folder, inner, folders));
        }
    }

    /// <summary>Removes what an earlier server did not finish.</summary>
    public void RemoveLeftOvers()
    {
        using var names = Linux.OpenBeneath(Parent, ".", OpenFlags.Folder | OpenFlags.Read);
        var found = new List<string>();
        Linux.ReadNames(names, raw =>
        {
            if (raw.StartsWith("unfinished-"u8)) found.Add(Encoding.ASCII.GetString(raw));
        });
        foreach (var one in found) RemoveUnfinished(one);
    }

    public void Dispose()
    {
        Root.Dispose();
        Parent.Dispose();
    }

    private bool TryRemoveEmpty(string folder)
    {
        try
        {
            Linux.Remove(Parent, folder, isFolder: true);
            return true;
        }
        catch (LinuxException error) when (error.Error == LinuxError.NotEmpty)
        {
            return false;
        }
    }

    private void RemoveOrBringUp(SafeFileHandle folder, ReadOnlySpan<byte> inner, Stack<string> folders)
    {
        if (Linux.TryRemoveFile(folder, inner)) return;
        var unfinished = Unfinished();
        Linux.Rename(folder, inner, Parent, unfinished);
        folders.Push(unfinished);
    }
}
