namespace GraphPlatform.Platform.Files;

/// <summary>Something in a volume, as a program in the container would name it.</summary>
/// <param name="ContainerId">The container.</param>
/// <param name="Path">Where the container sees it: <c>/data/app.json</c>.</param>
/// <param name="Entry">What it is; its own path is that in the volume.</param>
public sealed record ContainerFile(string ContainerId, string Path, FileEntry Entry)
{
    /// <summary>The last name of its path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}

/// <summary>Some entries of a folder.</summary>
/// <param name="Entries">By name.</param>
/// <param name="Total">How many the folder has.</param>
/// <param name="HasMore">Whether more follow.</param>
public sealed record FolderPage(IReadOnlyList<ContainerFile> Entries, int Total, bool HasMore);

/// <summary>What is in a file.</summary>
/// <param name="Text">As text; null when it is none.</param>
/// <param name="IsTruncated">Whether the file goes on after that.</param>
/// <param name="Version">Of what was read: a change that names it is refused once there is another.</param>
public sealed record FileText(string? Text, bool IsTruncated, string Version);
