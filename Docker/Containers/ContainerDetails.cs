using System.Text.Json.Serialization;
using GraphPlatform.Docker.Containers.Config;
using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Containers;

/// <summary>A container as <c>GET /containers/{id}/json</c> shows it.</summary>
public sealed record ContainerDetails
{
    /// <summary>64 hexadecimal digits.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its name, without the engine's leading slash.</summary>
    public string Name { get => field?.TrimStart('/') ?? ""; init; }

    /// <summary>When it was made.</summary>
    [JsonConverter(typeof(EngineTimeConverter))]
    public DateTimeOffset? Created { get; init; }

    /// <summary>The image's id (<c>sha256:…</c>); <see cref="ContainerConfig.Image"/> is what was asked for.</summary>
    public string Image { get; init; } = "";

    /// <summary>What it executes.</summary>
    public string Path { get; init; } = "";

    /// <summary>With these arguments.</summary>
    public IReadOnlyList<string> Args { get => field ?? []; init; }

    /// <summary>What it is doing.</summary>
    public ContainerState State { get => field ??= new(); init; }

    /// <summary>How often the engine restarted it.</summary>
    public int RestartCount { get; init; }

    /// <summary>The engine's log file, on the engine's machine.</summary>
    public string? LogPath { get; init; }

    /// <summary>The file that is its /etc/hostname, on the engine's machine.</summary>
    public string? HostnamePath { get; init; }

    /// <summary>What it was made with, the image's settings merged in.</summary>
    public ContainerConfig Config { get => field ??= new(); init; }

    /// <summary>How the host treats it.</summary>
    public HostConfig HostConfig { get => field ??= new(); init; }

    /// <summary>Networks, addresses and published ports.</summary>
    public ContainerNetworks NetworkSettings { get => field ??= new(); init; }

    /// <summary>What is mounted.</summary>
    public IReadOnlyList<MountPoint> Mounts { get => field ?? []; init; }

    /// <summary>Running execs.</summary>
    [JsonPropertyName("ExecIDs")]
    public IReadOnlyList<string> ExecIds { get => field ?? []; init; }

    /// <summary>Bytes written over the image, when asked for.</summary>
    public long? SizeRw { get; init; }

    /// <summary>Bytes of the image and what was written, when asked for.</summary>
    public long? SizeRootFs { get; init; }
}
