using System.Text.Json.Serialization;

namespace GraphPlatform.Docker.Containers.Config;

/// <summary>The networks that a new container joins. Engines before API 1.44 take only one here: connect the others after.</summary>
/// <param name="EndpointsConfig">By the network's name or id.</param>
public sealed record NetworkingConfig(IReadOnlyDictionary<string, EndpointSettings> EndpointsConfig)
{
    /// <summary>One network with these aliases.</summary>
    public static NetworkingConfig Of(string network, params IReadOnlyList<string> aliases) =>
        new(new Dictionary<string, EndpointSettings> { [network] = new() { Aliases = aliases } });
}

/// <summary>A container's place in a network: what is asked for (aliases, static addresses) and what it got.</summary>
public sealed record EndpointSettings
{
    /// <summary>Other names under which its neighbours reach it.</summary>
    public IReadOnlyList<string>? Aliases { get; init; }

    /// <summary>Static addresses; null lets the engine choose.</summary>
    [JsonPropertyName("IPAMConfig")]
    public EndpointAddresses? Addresses { get; init; }

    /// <summary>Options of the network's driver.</summary>
    public IReadOnlyDictionary<string, string>? DriverOpts { get; init; }

    /// <summary>The hardware address; null lets the engine choose.</summary>
    public string? MacAddress { get; init; }

    /// <summary>The network's id. Observed.</summary>
    [JsonPropertyName("NetworkID")]
    public string? NetworkId { get; init; }

    /// <summary>The address that it has while it runs. Observed; empty otherwise.</summary>
    [JsonPropertyName("IPAddress")]
    public string? IpAddress { get; init; }

    /// <summary>Bits of the subnet. Observed.</summary>
    [JsonPropertyName("IPPrefixLen")]
    public int? PrefixLength { get; init; }

    /// <summary>The gateway. Observed.</summary>
    public string? Gateway { get; init; }

    /// <summary>The IPv6 address. Observed.</summary>
    [JsonPropertyName("GlobalIPv6Address")]
    public string? Ipv6Address { get; init; }
}

/// <summary>Static addresses in a network.</summary>
public sealed record EndpointAddresses
{
    /// <summary>Inside the network's subnet.</summary>
    [JsonPropertyName("IPv4Address")]
    public string? Ipv4Address { get; init; }

    /// <summary>Inside the network's IPv6 subnet.</summary>
    [JsonPropertyName("IPv6Address")]
    public string? Ipv6Address { get; init; }
}
