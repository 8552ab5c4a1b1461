namespace GraphPlatform.Platform.Ingress.Gate;

/// <summary>Where requests for some host names go.</summary>
/// <param name="containerId">The container.</param>
/// <param name="httpPort">Where it speaks HTTP; null when it does not.</param>
/// <param name="hosts">The names, in their stored form.</param>
public sealed class Route(string containerId, int? httpPort, IReadOnlyList<string> hosts)
{
    private int turn = -1;

    /// <summary>The container.</summary>
    public string ContainerId => containerId;

    /// <summary>Where it speaks HTTP; null when it does not.</summary>
    public int? HttpPort => httpPort;

    /// <summary>The names, in their stored form.</summary>
    public IReadOnlyList<string> Hosts => hosts;

    /// <summary>Whose turn it is of so many.</summary>
    internal int Next(int count) => (Interlocked.Increment(ref turn) & int.MaxValue) % count;

    internal bool IsLike(Route other) => ContainerId == other.ContainerId && HttpPort == other.HttpPort && Hosts.SequenceEqual(other.Hosts);
}
