using GraphPlatform.Platform.Networks;

namespace GraphPlatform.Platform.Security.Policies;

/// <summary>Ports of the machine's own services are not taken from it.</summary>
public sealed class BlockedPortsPolicy(PortPools pools) : ISecurityPolicy
{
    /// <inheritdoc />
    public string Rule => "blocked-ports";

    /// <inheritdoc />
    public string? Check(WantedSecurity wanted)
    {
        var blocked = wanted.HostPorts.Where(pools.IsBlocked).ToArray();
        return blocked.Length == 0 ? null : $"Host port {string.Join(", ", blocked)} is kept for the machine's own services. Choose another, or a port of a pool.";
    }
}
