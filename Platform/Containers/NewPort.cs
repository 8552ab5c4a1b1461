using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Networks;

namespace GraphPlatform.Platform.Containers;

/// <summary>A port to publish.</summary>
/// <param name="ContainerPort">Where the container listens.</param>
/// <param name="HostPort">Where the host listens; null: the same number.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Address">The host's address; null: the configured one, loopback by default.</param>
/// <param name="Pool">A pool of <c>Networks:Ports</c> that a free host port is taken from, instead of <paramref name="HostPort"/>.</param>
public sealed record NewPort(int ContainerPort, int? HostPort, PortProtocol Protocol, string? Address, string? Pool = null)
{
    internal void Validate(Problems problems, string index) => problems
        .Require(ContainerPort is >= 1 and <= 65535, "A port is 1 to 65535.", "ports", index, "containerPort")
        .Require(HostPort is null or (>= 1 and <= 65535), "A port is 1 to 65535.", "ports", index, "hostPort")
        .Require(HostPort is null || Pool is null, "Say a host port or a pool that has one, not both.", "ports", index, "pool")
        .Require(Address is null || HostAddress.Canonical(Address) is not null, HostAddress.Rule, "ports", index, "address");
}
