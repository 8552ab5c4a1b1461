namespace GraphPlatform.Web.Pages.Containers.Form;

/// <summary>A volume that a container can have.</summary>
public sealed record VolumeChoice(string Id, string Name, bool Named, VolumeUser? Container);

/// <summary>The container that has it.</summary>
public sealed record VolumeUser(string Id);

/// <summary>Volumes as text: NAME:/path, one a line. A name that several have is said by its id.</summary>
internal sealed class VolumeTexts(IReadOnlyList<VolumeChoice> volumes)
{
    /// <summary>What is typed for a volume at a path.</summary>
    public string Line(string volumeId, string target) => $"{NameOf(volumeId)}:{target}";

    /// <summary>The mounts that were typed.</summary>
    public List<object> Read(string? text, FieldProblems problems)
    {
        var mounts = new List<object>();
        foreach (var line in (text ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = line.IndexOf(':', StringComparison.Ordinal);
            var name = at > 0 ? line[..at].Trim() : "";
            if (at <= 0) problems.Add("volumes", $"“{line}” is no volume. Write NAME:/path, such as uploads:/srv/uploads.");
            else if (volumes.FirstOrDefault(v => v.Id == name || NameOf(v.Id) == name) is { } volume) mounts.Add(new { volumeId = volume.Id, target = line[(at + 1)..].Trim() });
            else problems.Add("volumes", $"There is no volume “{name}” in the project. Make it in the project's settings.");
        }

        return mounts;
    }

    private string NameOf(string id) => volumes.FirstOrDefault(v => v.Id == id) is { } volume && volumes.Count(v => v.Name == volume.Name) == 1 ? volume.Name : id;
}
