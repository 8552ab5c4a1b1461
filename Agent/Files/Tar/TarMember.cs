namespace GraphPlatform.Agent.Files.Tar;

/// <summary>What a member of a tar is.</summary>
internal enum TarKind
{
    File,
    Folder,
    Link,
    HardLink,
    Pipe,
}

/// <summary>One entry of a tar, its content aside.</summary>
/// <param name="Path">Where it goes, from the archive's folder, without a slash before or behind it; empty for that folder itself. As <see cref="LinuxText"/> keeps names.</param>
/// <param name="Kind">What it is.</param>
internal sealed record TarMember(string Path, TarKind Kind)
{
    /// <summary>Where a link leads, as it says; of a hard link the path of another member.</summary>
    public string Target { get; init; } = "";

    /// <summary>Bytes of a file, holes included.</summary>
    public long Size { get; init; }

    /// <summary>Where a file has data, of which the archive has only that; null for everywhere.</summary>
    public IReadOnlyList<TarSegment>? Segments { get; init; }

    /// <summary>The lowest twelve bits.</summary>
    public int Mode { get; init; }

    /// <summary>Its owner. Not every number that a tar can say is one that Linux has.</summary>
    public long User { get; init; }

    /// <summary>Its group.</summary>
    public long Group { get; init; }

    /// <summary>When it was written.</summary>
    public UnixTime Modified { get; init; }
}
