using System.ComponentModel.DataAnnotations;
using System.Net;

namespace GraphPlatform.Platform.Networks;

/// <summary>Section <c>Networks</c>.</summary>
public sealed class NetworkOptions
{
    /// <summary>The pool that others overflow to.</summary>
    internal const string GeneralPool = "general";

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

    /// <summary>
    /// Pools of host ports by name: a container asks for a port of a pool. A full pool overflows to the one named <c>general</c>, which must be there.
    /// A pool that is set to nothing is none.
    /// </summary>
    public IDictionary<string, string> Ports { get; init; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal) { ["vite"] = "5173-5180", ["next"] = "3000-3007", [GeneralPool] = "20000-29999" };

    /// <summary>Ports that no container gets on the host: of the machine's own services, the engine, the cluster, and this server.</summary>
    public string BlockedPorts { get; init; } = "22,25,53,111,2375-2377,4789,5080,7701,7946,8880";

    internal bool IsValid() =>
        IPNetwork.TryParse(Pool, out var pool) && pool.PrefixLength <= ProjectPrefix && HostAddress.Canonical(PublishAddress) is not null;

    internal bool HasValidPorts() =>
        PortRange.TryParseList(BlockedPorts, out _) && Ports.ContainsKey(GeneralPool)
        && Ports.All(p => (p.Key != GeneralPool && p.Value.Length == 0) || PortRange.TryParse(p.Value, out _));
}
