namespace GraphPlatform.Web.Pages.Containers.Files;

/// <summary>A file, folder or link as the page shows it.</summary>
public sealed record FileFacts(
    string Path, string Name, string Kind, long Size, DateTimeOffset ModifiedAt, string Mode, int UserId, int GroupId, string Version, string? Target)
{
    /// <summary>Whether it is one.</summary>
    public bool IsFolder => Kind == "FOLDER";

    /// <summary>Its drawing.</summary>
    public string Icon => Kind switch { "FOLDER" => "folder", "LINK" => "link", _ => "file" };

    /// <summary>What it is, in a word.</summary>
    public string Word => Kind switch { "FOLDER" => "Folder", "LINK" => "Link", "FILE" => "File", _ => "Socket, pipe or device" };

    /// <summary>Where a click on it leads: a link's target where that is said from its own folder on and may be in the volume; null for nowhere.</summary>
    public string? Opens => Kind switch
    {
        "FOLDER" or "FILE" => Path,
        "LINK" when Target is { } target => Resolve(target),
        _ => null,
    };

    /// <summary>The folder that it is in.</summary>
    public string Folder => Path[..Math.Max(1, Path.LastIndexOf('/'))];

    private string? Resolve(string target)
    {
        var names = new Stack<string>(target.StartsWith('/') ? [] : Folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var name in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == "..")
            {
                if (!names.TryPop(out _)) return null;
            }
            else if (name != ".")
            {
                names.Push(name);
            }
        }

        return "/" + string.Join('/', names.Reverse());
    }
}

/// <summary>A page of a folder.</summary>
public sealed record FolderFacts(int TotalCount, IReadOnlyList<FileFacts> Nodes, FolderPlace PageInfo);

/// <summary>Where a page of a folder stands.</summary>
public sealed record FolderPlace(bool HasNextPage, string? EndCursor);

/// <summary>What is in a file.</summary>
public sealed record ContentFacts(string? Text, bool IsTruncated, string Version);

/// <summary>A container with what is at a path in it.</summary>
public sealed record FilesContainer(string Id, string Name, FilesProject Project, FilesDeployment Current, FileFacts? File);

/// <summary>Where a container belongs.</summary>
public sealed record FilesProject(string Id, string Name);

/// <summary>What a container runs.</summary>
public sealed record FilesDeployment(IReadOnlyList<FilesVolume> Volumes);

/// <summary>A volume of a container.</summary>
public sealed record FilesVolume(string Target);
