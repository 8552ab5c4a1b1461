using GraphPlatform.Agent.Files.Tar;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Files;
using Microsoft.Win32.SafeHandles;

namespace GraphPlatform.Agent.Files;

/// <summary>Writes a folder as a tar, in the order of names. What is removed while it is packed is left out; what a tar cannot hold is left out and said.</summary>
internal sealed class TarPacker : IDisposable
{
    // All names of a folder are in memory, and of each file that has several one of them.
    private const int MaxNames = 1_000_000;

    private readonly TarWriter tar;
    private readonly Dictionary<(uint, uint, ulong), string> linked = [];
    private readonly List<LeftOutFile> leftOut = [];
    private readonly Stack<Level> levels = [];
    private long leftOutCount;

    private TarPacker(Stream output) => tar = new TarWriter(output);

    /// <summary>Packs an open folder.</summary>
    public static async Task<PackedTar> PackAsync(SafeFileHandle folder, Stream output, CancellationToken ct)
    {
        using var packer = new TarPacker(output);
        await packer.WriteAsync(new TarMember("", TarKind.Folder), Linux.Status(folder), null, ct);
        packer.NoteAttributes(folder, "");
        packer.levels.Push(Level.Of(folder, "", ownsFolder: false));
        while (packer.levels.TryPeek(out var level))
        {
            if (level.Names.TryDequeue(out var name)) await packer.AddAsync(level, name, ct);
            else packer.levels.Pop().Dispose();
        }

        await packer.tar.EndAsync(ct);      // one that failed has none
        return new PackedTar(new TarContent(packer.tar.Count, packer.tar.ContentBytes), packer.leftOut, packer.leftOutCount);
    }

    public void Dispose()
    {
        foreach (var level in levels) level.Dispose();
    }

    private async Task AddAsync(Level level, string name, CancellationToken ct)
    {
        var path = level.Prefix + name;
        try
        {
            using var place = Linux.OpenBeneath(level.Folder, name, OpenFlags.Place | OpenFlags.NoFollow);
            var status = Linux.Status(place);
            switch (status.Kind)
            {
                case FileKind.Folder:
                    if (levels.Count >= TarPath.MaxDepth)
                        throw new PlatformException(ErrorCode.Validation, $"'{LinuxText.Shown(path)}' is more than {TarPath.MaxDepth} folders deep, which is more than can be packed.");
                    var inner = Level.Of(Linux.OpenBeneath(level.Folder, name, OpenFlags.Folder | OpenFlags.Read), path + "/", ownsFolder: true);
                    levels.Push(inner);
                    await WriteAsync(new TarMember(path, TarKind.Folder), status, null, ct);
                    NoteAttributes(inner.Folder, path);
                    break;
                case not FileKind.Folder when status.Links > 1 && linked.TryGetValue(status.Identity, out var first):
                    await WriteAsync(new TarMember(path, TarKind.HardLink) { Target = first }, status, null, ct);
                    break;
                case FileKind.File:
                    await using (var content = new SteadyStream(new FileStream(Linux.Reopen(place), FileAccess.Read, 0), status.Size))
                        await WriteAsync(new TarMember(path, TarKind.File) { Size = status.Size }, status, content, ct);
                    NoteAttributes(place, path);
                    NoteNames(status, path);
                    break;
                case FileKind.Link:
                    await WriteAsync(new TarMember(path, TarKind.Link) { Target = Linux.ReadLink(place, "") }, status, null, ct);
                    NoteNames(status, path);
                    break;
                case FileKind.Other when status.IsPipe:
                    await WriteAsync(new TarMember(path, TarKind.Pipe), status, null, ct);
                    NoteNames(status, path);
                    break;
                default:
                    LeaveOut(path, status.IsSocket ? "a socket" : "a device");
                    break;
            }
        }
        catch (LinuxException error) when (error.Error is LinuxError.NotFound or LinuxError.NotAFolder or LinuxError.Loop)
        {
            // It was removed, or exchanged for something else, since its folder was read.
        }
    }

    private Task WriteAsync(TarMember member, FileStatus status, Stream? content, CancellationToken ct) =>
        tar.WriteAsync(member with { User = status.User, Group = status.Group, Mode = status.Mode, Modified = status.Modified }, content, ct);

    /// <summary>Remembers a member by which its other names can be said.</summary>
    private void NoteNames(FileStatus status, string path)
    {
        if (status.Links < 2) return;
        linked[status.Identity] = path;
        if (linked.Count > MaxNames) throw new PlatformException(ErrorCode.Validation, $"There are more than {MaxNames:N0} files with several names, which is more than can be packed.");
    }

    private void NoteAttributes(SafeFileHandle handle, string path)
    {
        // Labels of SELinux are the machine's and no part of what somebody keeps there.
        var names = Linux.AttributeNames(handle).Where(n => n != "security.selinux").ToList();
        if (names.Count > 0) LeaveOut(path, $"its extended attributes ({LinuxText.Shown(string.Join(", ", names))})");
    }

    private void LeaveOut(string path, string what)
    {
        leftOutCount++;
        if (leftOut.Count < LeftOutFile.MostNamed) leftOut.Add(new LeftOutFile(LinuxText.Readable(path), what));
    }

    /// <summary>A folder that is being packed.</summary>
    /// <param name="Folder">It.</param>
    /// <param name="Prefix">Stands before the names in it.</param>
    /// <param name="Names">What is not packed yet.</param>
    /// <param name="OwnsFolder">Whether it is closed in the end.</param>
    private sealed record Level(SafeFileHandle Folder, string Prefix, Queue<string> Names, bool OwnsFolder) : IDisposable
    {
        public static Level Of(SafeFileHandle folder, string prefix, bool ownsFolder)
        {
            var names = new List<string>();
            Linux.ReadNames(folder, raw =>
            {
                if (names.Count == MaxNames)
                    throw new PlatformException(ErrorCode.Validation, $"'{LinuxText.Shown(prefix)}' has more than {MaxNames:N0} entries, which is more than can be packed.");
                names.Add(LinuxText.Decode(raw));
            });
            names.Sort(StringComparer.Ordinal);
            return new Level(folder, prefix, new Queue<string>(names), ownsFolder);
        }

        public void Dispose()
        {
            if (OwnsFolder) Folder.Dispose();
        }
    }
}
