namespace GraphPlatform.Platform.Deployments;

/// <summary>A port of the container that is published on the host.</summary>
/// <param name="ContainerPort">1 to 65535.</param>
/// <param name="HostPort">1 to 65535.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Address">The host's address that it listens on; loopback unless asked otherwise.</param>
public sealed record PortMapping(int ContainerPort, int HostPort, PortProtocol Protocol, string Address);

/// <summary>The protocol of a published port.</summary>
public enum PortProtocol
{
    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>UDP.</summary>
    Udp,
}
