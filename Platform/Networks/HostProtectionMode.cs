namespace GraphPlatform.Platform.Networks;

/// <summary>Whether containers are kept from the machine that they run on.</summary>
public enum HostProtectionMode
{
    /// <summary>Where that is possible; where not, it is said why.</summary>
    Auto,

    /// <summary>No: somebody else's firewall does it.</summary>
    Off,
}
