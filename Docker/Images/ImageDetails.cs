using System.Text.Json.Serialization;
using GraphPlatform.Docker.Containers;
using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Images;

/// <summary>An image as <c>GET /images/{name}/json</c> shows it.</summary>
public sealed record ImageDetails
{
    /// <summary><c>sha256:…</c>, the hash of its configuration.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its names, <c>repository:tag</c>.</summary>
    public IReadOnlyList<string> RepoTags { get => field ?? []; init; }

    /// <summary>Its digests in registries, <c>repository@sha256:…</c>; empty until it is pulled or pushed.</summary>
    public IReadOnlyList<string> RepoDigests { get => field ?? []; init; }

    /// <summary>When it was made.</summary>
    [JsonConverter(typeof(EngineTimeConverter))]
    public DateTimeOffset? Created { get; init; }

    /// <summary>For example amd64.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>For example linux.</summary>
    public string Os { get; init; } = "";

    /// <summary>Bytes on disk, shared layers included.</summary>
    public long Size { get; init; }

    /// <summary>User, environment, command, entrypoint, exposed ports, volumes and working folder of its containers.</summary>
    public ContainerConfig Config { get => field ??= new(); init; }

    /// <summary>Its layers.</summary>
    [JsonPropertyName("RootFS")]
    public ImageLayers RootFs { get => field ??= new(); init; }
}

/// <summary>The layers of an image.</summary>
public sealed record ImageLayers
{
    /// <summary>Hashes of the unpacked layers, lowest first.</summary>
    public IReadOnlyList<string> Layers { get => field ?? []; init; }
}
