using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Networks;

/// <summary>A network.</summary>
public sealed record NetworkDetails
{
    /// <summary>64 hexadecimal digits.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>When it was made.</summary>
    [JsonConverter(typeof(EngineTimeConverter))]
    public DateTimeOffset? Created { get; init; }

    /// <summary>bridge, overlay…</summary>
    public string Driver { get; init; } = "";

    /// <summary>local or swarm.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Whether it has no way out.</summary>
    public bool Internal { get; init; }

    /// <summary>Its addresses.</summary>
    [JsonPropertyName("IPAM")]
    public NetworkAddresses Addresses { get => field ??= new(); init; }

    /// <summary>The running containers in it, by id. Empty in lists.</summary>
    public IReadOnlyDictionary<string, NetworkMember> Containers { get => field ?? ReadOnlyDictionary<string, NetworkMember>.Empty; init; }

    /// <summary>Options of the driver.</summary>
    public IReadOnlyDictionary<string, string> Options { get => field ?? ReadOnlyDictionary<string, string>.Empty; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get => field ?? ReadOnlyDictionary<string, string>.Empty; init; }
}

/// <summary>A container in a network.</summary>
public sealed record NetworkMember
{
    /// <summary>The container's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its hardware address.</summary>
    public string MacAddress { get; init; } = "";

    /// <summary>Its address with the subnet's bits, such as <c>10.210.3.2/24</c>.</summary>
    [JsonPropertyName("IPv4Address")]
    public string Ipv4Address { get; init; } = "";
}
