using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Platform.Networks;

/// <summary>That a host port on an address belongs to a container. Its key keeps two containers from one; <see cref="HostAddress.Overlap"/> tells the rest.</summary>
public sealed class PublishedPort
{
    private PublishedPort()
    {
    }

    /// <summary>Takes a port.</summary>
    public PublishedPort(string workerId, PortMapping port, string containerId)
    {
        WorkerId = workerId;
        (Port, Protocol, Address) = (port.HostPort, port.Protocol, port.Address);
        ContainerId = containerId;
    }

    /// <summary>The machine whose port it is.</summary>
    public string WorkerId { get; private set; } = "";

    /// <summary>1 to 65535.</summary>
    public int Port { get; private set; }

    /// <summary>TCP or UDP.</summary>
    public PortProtocol Protocol { get; private set; }

    /// <summary>The machine's address that it listens on, in its canonical form; empty for one that an older version has noted, which is taken for every address.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Whether it is what a deployment publishes.</summary>
    public bool Is(PortMapping port) => (port.HostPort, port.Protocol, port.Address) == (Port, Protocol, Address);

    /// <summary>The container that has it.</summary>
    public string ContainerId { get; private set; } = "";
}
