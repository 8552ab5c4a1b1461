namespace GraphPlatform.Platform.Files;

/// <summary>Something in a folder.</summary>
/// <param name="Path">From its volume's root, without a slash before it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Bytes of a file; 0 for others.</param>
/// <param name="ModifiedAt">When it was last written.</param>
/// <param name="Mode">Unix permissions, the lowest twelve bits.</param>
/// <param name="UserId">Its owner.</param>
/// <param name="GroupId">Its group.</param>
/// <param name="Version">Another one as soon as it was written or exchanged.</param>
/// <param name="Target">Where a link leads, as it says; null for others.</param>
public sealed record FileEntry(
    string Path, FileKind Kind, long Size, DateTimeOffset ModifiedAt, int Mode, long UserId, long GroupId, string Version, string? Target)
{
    /// <summary>The last name of its path; empty for a volume's root.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}

/// <summary>What an entry of a folder is.</summary>
public enum FileKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A socket, a pipe or a device: it is listed and can be deleted, nothing else.</summary>
    Other,
}
