using System.Text.Json.Serialization;

namespace GraphPlatform.Docker.Networks;

/// <summary>How a network gives out addresses (IPAM).</summary>
public sealed record NetworkAddresses
{
    /// <summary>The IPAM driver; null is default.</summary>
    public string? Driver { get; init; }

    /// <summary>Its subnets.</summary>
    public IReadOnlyList<Subnet> Config { get => field ?? []; init; }

    /// <summary>One subnet, such as <c>10.210.3.0/24</c>, with an optional gateway in it.</summary>
    public static NetworkAddresses Of(string subnet, string? gateway = null) => new() { Config = [new() { Cidr = subnet, Gateway = gateway }] };
}

/// <summary>A subnet of a network.</summary>
public sealed record Subnet
{
    /// <summary>For example <c>10.210.3.0/24</c>.</summary>
    [JsonPropertyName("Subnet")]
    public string? Cidr { get; init; }

    /// <summary>The part of it that is given out.</summary>
    [JsonPropertyName("IPRange")]
    public string? Range { get; init; }

    /// <summary>The host's address in it.</summary>
    public string? Gateway { get; init; }
}
