using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Files;

/// <summary>
/// What is in a volume, on the machine that has it. Paths have <c>/</c> between names and none before the first; the empty one is the volume itself. None leads out of the volume,
/// whatever links are in it and whoever exchanges folders for links meanwhile. A link is what it is: it is listed, moved and deleted, never followed.
/// </summary>
/// <remarks>What goes wrong is a <see cref="PlatformException"/>: NOT_FOUND, CONFLICT (what is there is of another kind), VALIDATION (the path), CAPACITY (the disk is full).</remarks>
public interface IVolumeFiles : IDisposable
{
    /// <summary>What is at a path; null for nothing.</summary>
    Task<FileEntry?> FindAsync(string path, CancellationToken ct);

    /// <summary>What is in a folder, by name (ordinal), folders and files alike.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="after">Names up to this one are left out; empty for none.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The entries, and how many the folder has in all.</returns>
    Task<(IReadOnlyList<FileEntry> Entries, int Total)> ListAsync(string path, string after, int limit, CancellationToken ct);

    /// <summary>Opens a file for reading.</summary>
    Task<Stream> ReadAsync(string path, CancellationToken ct);

    /// <summary>Writes a file as a whole: whoever reads it meanwhile sees the old one or the new one. It has the owner and mode of the one that it takes the place of, or the folder's owner.</summary>
    /// <param name="path">The file; its folders are made as needed.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="expected">What was read before, by its <see cref="FileEntry.Version"/>; empty when nothing may be there; null for whatever is there.</param>
    /// <param name="ct">Cancels; nothing has changed then.</param>
    /// <exception cref="PlatformException">CONFLICT: there is something else by now.</exception>
    Task<FileEntry> WriteAsync(string path, Stream content, string? expected, CancellationToken ct);

    /// <summary>Makes a folder and those that it is in; that it is there is fine.</summary>
    Task<FileEntry> MakeFolderAsync(string path, CancellationToken ct);

    /// <summary>Gives a file or folder another path.</summary>
    /// <exception cref="PlatformException">CONFLICT: something is there already, or it is a folder that would be in itself.</exception>
    Task<FileEntry> MoveAsync(string path, string to, CancellationToken ct);

    /// <summary>Deletes a file, or a folder with all that is in it.</summary>
    Task DeleteAsync(string path, CancellationToken ct);

    /// <summary>A folder now, and again whenever something in it was made, written, moved or removed; ends when it is gone.</summary>
    IAsyncEnumerable<FileEntry> WatchAsync(string path, CancellationToken ct);

    /// <summary>Writes what is at a path as a tar (pax), with owners, modes, times, links and pipes. Sockets, devices and extended attributes (ACLs too) are left out, and said.</summary>
    /// <param name="path">A folder, whose entries are named from it; the empty path for all of the volume.</param>
    /// <param name="output">Gets the tar, as fast as it takes it.</param>
    /// <param name="ct">Cancels.</param>
    Task<PackedTar> PackAsync(string path, Stream output, CancellationToken ct);

    /// <summary>Puts what a tar has into a folder. An entry that would be outside of it, or is neither file, folder, link nor pipe, is refused before it is written.</summary>
    /// <param name="path">The folder; it is made as needed.</param>
    /// <param name="tar">Plain; read to its end.</param>
    /// <param name="mode">What happens with what is there.</param>
    /// <param name="ct">Cancels.</param>
    Task UnpackAsync(string path, Stream tar, UnpackMode mode, CancellationToken ct);
}

/// <summary>What happens with what is in a folder when a tar is put into it.</summary>
public enum UnpackMode
{
    /// <summary>What the tar has takes the place of what has the same name; the rest stays. Owners are the folder's.</summary>
    Merge,

    /// <summary>All is as the tar says, owners too. Until the tar has ended well everything stays as it was; a crash in between leaves the old or the new.</summary>
    Replace,
}
