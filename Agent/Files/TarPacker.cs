using System.Formats.Tar;
using System.Text;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Files;
using Microsoft.Win32.SafeHandles;

namespace GraphPlatform.Agent.Files;

/// <summary>Writes a folder as a tar, in the order of names. What is removed while it is packed is left out.</summary>
internal sealed class TarPacker : IAsyncDisposable
{
    // Each level holds its folder open.
    private const int MaxDepth = 500;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly TarWriter tar;
    private readonly Dictionary<(uint, uint, ulong), string> linked = [];
    private readonly Stack<Level> levels = [];

    private TarPacker(Stream output) => tar = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true);

    /// <summary>Packs an open folder.</summary>
    public static async Task PackAsync(SafeFileHandle folder, Stream output, CancellationToken ct)
    {
        await using var packer = new TarPacker(output);
        await packer.WriteAsync(new PaxTarEntry(TarEntryType.Directory, "./"), Linux.Status(folder), ct);
        packer.levels.Push(Level.Of(folder, "", ownsFolder: false));
        while (packer.levels.TryPeek(out var level))
        {
            if (level.Names.TryDequeue(out var name)) await packer.AddAsync(level, name, ct);
            else packer.levels.Pop().Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var level in levels) level.Dispose();
        await tar.DisposeAsync();
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
                    if (levels.Count >= MaxDepth) throw new PlatformException(ErrorCode.Validation, $"'{path[..100]}…' is more than {MaxDepth} folders deep, which is more than can be packed.");
                    await WriteAsync(new PaxTarEntry(TarEntryType.Directory, path + "/"), status, ct);
                    levels.Push(Level.Of(Linux.OpenBeneath(level.Folder, name, OpenFlags.Folder | OpenFlags.Read), path + "/", ownsFolder: true));
                    break;
                case FileKind.Link:
                    await WriteAsync(new PaxTarEntry(TarEntryType.SymbolicLink, path) { LinkName = Linux.ReadLink(place, "") }, status, ct);
                    break;
                case FileKind.File when status.Links > 1 && linked.TryGetValue(status.Identity, out var first):
                    await WriteAsync(new PaxTarEntry(TarEntryType.HardLink, path) { LinkName = first }, status, ct);
                    break;
                case FileKind.File:
                    if (status.Links > 1) linked[status.Identity] = path;
                    await using (var content = new SteadyStream(new FileStream(Linux.Reopen(place), FileAccess.Read, 0), status.Size))
                        await WriteAsync(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = content }, status, ct);
                    break;
            }
        }
        catch (LinuxException error) when (error.Error is LinuxError.NotFound or LinuxError.NotAFolder or LinuxError.Loop)
        {
            // It was removed, or exchanged for something else, since its folder was read.
        }
    }

    private async Task WriteAsync(PaxTarEntry entry, FileStatus status, CancellationToken ct)
    {
        (entry.Uid, entry.Gid, entry.Mode, entry.ModificationTime) = ((int)status.User, (int)status.Group, (UnixFileMode)status.Mode, status.ModifiedAt);
        await tar.WriteEntryAsync(entry, ct);
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
            Linux.ReadNames(folder, raw => names.Add(Text(raw, prefix)));
            names.Sort(StringComparer.Ordinal);
            return new Level(folder, prefix, new Queue<string>(names), ownsFolder);
        }

        public void Dispose()
        {
            if (OwnsFolder) Folder.Dispose();
        }

        // Leaving it out would lose it in silence.
        private static string Text(ReadOnlySpan<byte> raw, string prefix)
        {
            try
            {
                return Strict.GetString(raw);
            }
            catch (DecoderFallbackException)
            {
                throw new PlatformException(ErrorCode.Validation, $"The name of '{prefix}{Encoding.UTF8.GetString(raw)}' is not UTF-8, which no tar of ours can hold. Rename it.");
            }
        }
    }
}
