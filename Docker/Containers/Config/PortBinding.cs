namespace GraphPlatform.Docker.Containers.Config;

/// <summary>A container's port, published on the host.</summary>
/// <param name="ContainerPort">The port inside the container.</param>
/// <param name="HostPort">The port on the host; null lets the engine choose.</param>
/// <param name="HostIp">The host's address to bind; null binds all of them, so prefer 127.0.0.1.</param>
public sealed record PortBinding(int ContainerPort, int? HostPort = null, string? HostIp = null)
{
    /// <summary>tcp, udp or sctp.</summary>
    public string Protocol { get; init; } = "tcp";
}
