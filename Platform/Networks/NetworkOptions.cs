using System.ComponentModel.DataAnnotations;
using System.Net;

namespace GraphPlatform.Platform.Networks;

/// <summary>Section <c>Networks</c>.</summary>
public sealed class NetworkOptions
{
    /// <summary>The addresses that projects get their networks from, in CIDR form. Docker's own pools end after some 30 networks, so the platform owns its addresses.</summary>
    [Required]
    public string Pool { get; init; } = "10.201.0.0/16";

    /// <summary>The size of one project's network: 24 has room for 253 containers.</summary>
    [Range(16, 29)]
    public int ProjectPrefix { get; init; } = 24;

    /// <summary>
    /// The address that published ports listen on unless a container asks for another. A loopback address, but not the console's: cookies know
    /// hosts and no ports, so an app on the console's host would be sent the console's session.
    /// </summary>
    [Required]
    public string PublishAddress { get; init; } = "127.0.0.2";

    /// <summary>Whether firewall rules on the machine keep containers from what listens there, and from a cloud's metadata address.</summary>
    public HostProtectionMode ProtectHost { get; init; } = HostProtectionMode.Auto;

    internal bool IsValid() =>
        IPNetwork.TryParse(Pool, out var pool) && pool.PrefixLength <= ProjectPrefix && IPAddress.TryParse(PublishAddress, out _);
}
