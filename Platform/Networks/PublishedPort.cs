using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Platform.Networks;

/// <summary>That a host port belongs to a container. Its key keeps two containers from one port.</summary>
public sealed class PublishedPort
{
    private PublishedPort()
    {
    }

    /// <summary>Takes a port.</summary>
    public PublishedPort(string workerId, int port, PortProtocol protocol, string containerId)
    {
        WorkerId = workerId;
        Port = port;
        Protocol = protocol;
        ContainerId = containerId;
    }

    /// <summary>The machine whose port it is.</summary>
    public string WorkerId { get; private set; } = "";

    /// <summary>1 to 65535.</summary>
    public int Port { get; private set; }

    /// <summary>TCP or UDP.</summary>
    public PortProtocol Protocol { get; private set; }

    /// <summary>The container that has it.</summary>
    public string ContainerId { get; private set; } = "";
}
