using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Images;

/// <summary>An image as a list shows it.</summary>
public sealed record ImageSummary
{
    /// <summary><c>sha256:…</c></summary>
    public string Id { get; init; } = "";

    /// <summary>Its names, <c>repository:tag</c>; without one it hangs loose.</summary>
    public IReadOnlyList<string> RepoTags { get => field?.Where(tag => tag != "<none>:<none>").ToList() ?? []; init; }

    /// <summary>Its digests in registries, <c>repository@sha256:…</c></summary>
    public IReadOnlyList<string> RepoDigests { get => field?.Where(digest => digest != "<none>@<none>").ToList() ?? []; init; }

    /// <summary>The image that it was built on; empty for pulled ones.</summary>
    public string ParentId { get => field ?? ""; init; }

    /// <summary>When it was made, to the second.</summary>
    [JsonConverter(typeof(EngineTimeConverter))]
    public DateTimeOffset? Created { get; init; }

    /// <summary>Bytes on disk, layers shared with others included.</summary>
    public long Size { get; init; }

    /// <summary>Bytes shared with other images; -1 when not measured.</summary>
    public long SharedSize { get; init; }

    /// <summary>How many containers use it; -1 when not counted.</summary>
    public long Containers { get; init; }

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get => field ?? ReadOnlyDictionary<string, string>.Empty; init; }
}
