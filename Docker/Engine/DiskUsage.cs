using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using GraphPlatform.Docker.Images;
using GraphPlatform.Docker.Json;
using GraphPlatform.Docker.Volumes;

namespace GraphPlatform.Docker.Engine;

/// <summary>What an engine's disk is used for.</summary>
public sealed record DiskUsage
{
    /// <summary>Bytes of all image layers together.</summary>
    public long LayersSize { get; init; }

    /// <summary>Images, with their shared sizes and users.</summary>
    public IReadOnlyList<ImageSummary> Images { get => field ?? []; init; }

    /// <summary>Containers and what they wrote.</summary>
    public IReadOnlyList<ContainerDiskUsage> Containers { get => field ?? []; init; }

    /// <summary>Volumes, with <see cref="VolumeDetails.UsageData"/>.</summary>
    public IReadOnlyList<VolumeDetails> Volumes { get => field ?? []; init; }

    /// <summary>BuildKit's cache.</summary>
    public IReadOnlyList<BuildCacheUsage> BuildCache { get => field ?? []; init; }
}

/// <summary>What a container takes.</summary>
public sealed record ContainerDiskUsage
{
    /// <summary>64 hexadecimal digits.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get => field ?? ReadOnlyDictionary<string, string>.Empty; init; }

    /// <summary>Bytes that it wrote over its image.</summary>
    public long SizeRw { get; init; }

    /// <summary>Bytes of its image and what it wrote.</summary>
    public long SizeRootFs { get; init; }
}

/// <summary>A record of BuildKit's cache.</summary>
public sealed record BuildCacheUsage
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("ID")]
    public string Id { get; init; } = "";

    /// <summary>For example regular or source.local.</summary>
    public string Type { get; init; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary>Whether a build uses it now.</summary>
    public bool InUse { get; init; }

    /// <summary>Whether an image shares it.</summary>
    public bool Shared { get; init; }

    /// <summary>When a build last used it.</summary>
    [JsonConverter(typeof(EngineTimeConverter))]
    public DateTimeOffset? LastUsedAt { get; init; }
}
