using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using GraphPlatform.Docker.Containers.Config;
using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Containers;

/// <summary>A container as a list shows it.</summary>
public sealed record ContainerSummary
{
    /// <summary>64 hexadecimal digits.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its names as the engine writes them, with a leading slash.</summary>
    public IReadOnlyList<string> Names { get => field ?? []; init; }

    /// <summary>Its own name, without the slash; links of other containers add more.</summary>
    [JsonIgnore]
    public string Name => (Names.FirstOrDefault(name => name.LastIndexOf('/') == 0) ?? (Names is [var first, ..] ? first : "")).TrimStart('/');

    /// <summary>The image as it was asked for.</summary>
    public string Image { get; init; } = "";

    /// <summary>The image's id.</summary>
    [JsonPropertyName("ImageID")]
    public string ImageId { get; init; } = "";

    /// <summary>What it runs, for people.</summary>
    public string Command { get; init; } = "";

    /// <summary>When it was made, to the second.</summary>
    [JsonConverter(typeof(EngineTimeConverter))]
    public DateTimeOffset? Created { get; init; }

    /// <summary>created, restarting, running, removing, paused, exited or dead.</summary>
    public string State { get; init; } = "";

    /// <summary>For people, such as "Up 3 minutes".</summary>
    public string Status { get; init; } = "";

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get => field ?? ReadOnlyDictionary<string, string>.Empty; init; }

    /// <summary>Its ports.</summary>
    public IReadOnlyList<ContainerPort> Ports { get => field ?? []; init; }

    /// <summary>Its networks.</summary>
    public ContainerNetworks? NetworkSettings { get; init; }

    /// <summary>What is mounted.</summary>
    public IReadOnlyList<MountPoint> Mounts { get => field ?? []; init; }
}

/// <summary>A port of a container in a list.</summary>
public sealed record ContainerPort
{
    /// <summary>Inside the container.</summary>
    public int PrivatePort { get; init; }

    /// <summary>On the host, when published.</summary>
    public int? PublicPort { get; init; }

    /// <summary>The host's address, when published.</summary>
    [JsonPropertyName("IP")]
    public string? Ip { get; init; }

    /// <summary>tcp, udp or sctp.</summary>
    public string Type { get; init; } = "";
}

/// <summary>The networks of a container.</summary>
public sealed record ContainerNetworks
{
    /// <summary>By the network's name.</summary>
    public IReadOnlyDictionary<string, EndpointSettings> Networks { get => field ?? ReadOnlyDictionary<string, EndpointSettings>.Empty; init; }

    /// <summary>The published ports, when inspected.</summary>
    [JsonConverter(typeof(PortBindingsConverter))]
    public IReadOnlyList<PortBinding> Ports { get => field ?? []; init; }
}

/// <summary>Something mounted, as observed.</summary>
public sealed record MountPoint
{
    /// <summary>volume, bind or tmpfs.</summary>
    public string Type { get; init; } = "";

    /// <summary>The volume's name.</summary>
    public string? Name { get; init; }

    /// <summary>The host's path.</summary>
    public string? Source { get; init; }

    /// <summary>The path inside the container.</summary>
    public string Destination { get; init; } = "";

    /// <summary>Whether it can be written.</summary>
    [JsonPropertyName("RW")]
    public bool ReadWrite { get; init; }
}
