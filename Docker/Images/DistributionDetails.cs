using System.Text.Json.Serialization;

namespace GraphPlatform.Docker.Images;

/// <summary>What a registry says of an image.</summary>
internal sealed record DistributionDetails
{
    /// <summary>Its manifest.</summary>
    public ManifestDescriptor Descriptor { get => field ??= new(); init; }
}

/// <summary>A manifest in a registry.</summary>
internal sealed record ManifestDescriptor
{
    /// <summary><c>sha256:…</c></summary>
    [JsonPropertyName("digest")]
    public string Digest { get; init; } = "";
}
