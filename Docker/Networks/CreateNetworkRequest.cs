using System.Text.Json.Serialization;

namespace GraphPlatform.Docker.Networks;

/// <summary>The body of <c>POST /networks/create</c>.</summary>
public sealed record CreateNetworkRequest
{
    /// <summary>Its name. Engines before 25 refuse a taken one only with <see cref="CheckDuplicate"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether a taken name is refused.</summary>
    public bool CheckDuplicate { get; init; } = true;

    /// <summary>bridge, overlay…; null is bridge.</summary>
    public string? Driver { get; init; }

    /// <summary>Whether it has no way out.</summary>
    public bool? Internal { get; init; }

    /// <summary>Whether containers may join an overlay network of Swarm.</summary>
    public bool? Attachable { get; init; }

    /// <summary>Whether it has IPv6 addresses.</summary>
    [JsonPropertyName("EnableIPv6")]
    public bool? EnableIpv6 { get; init; }

    /// <summary>Its addresses; null lets the engine choose from its few pools.</summary>
    [JsonPropertyName("IPAM")]
    public NetworkAddresses? Addresses { get; init; }

    /// <summary>Options of the driver, such as <c>com.docker.network.bridge.enable_icc</c>.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
