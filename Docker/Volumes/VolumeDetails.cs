using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Volumes;

/// <summary>A volume.</summary>
public sealed record VolumeDetails
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>local, or a plugin's.</summary>
    public string Driver { get; init; } = "";

    /// <summary>Where it is on the engine's machine.</summary>
    public string Mountpoint { get; init; } = "";

    /// <summary>When it was made.</summary>
    [JsonConverter(typeof(EngineTimeConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get => field ?? ReadOnlyDictionary<string, string>.Empty; init; }

    /// <summary>Options of the driver.</summary>
    public IReadOnlyDictionary<string, string> Options { get => field ?? ReadOnlyDictionary<string, string>.Empty; init; }

    /// <summary>Its size and uses; only in a disk usage report.</summary>
    public VolumeUsage? UsageData { get; init; }
}

/// <summary>What a volume takes.</summary>
public sealed record VolumeUsage
{
    /// <summary>Bytes; -1 when not known.</summary>
    public long Size { get; init; }

    /// <summary>Containers that have it; -1 when not known.</summary>
    public long RefCount { get; init; }
}
