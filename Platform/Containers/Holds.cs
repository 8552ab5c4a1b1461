namespace GraphPlatform.Platform.Containers;

/// <summary>Who forbids a container to run, whatever its user wants.</summary>
[Flags]
public enum Holds
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>The wallet is empty.</summary>
    Billing = 1,

    /// <summary>A quota is passed.</summary>
    Quota = 2,

    /// <summary>An administrator.</summary>
    Admin = 4,

    /// <summary>Its files are being restored from a backup.</summary>
    Restore = 8,
}
