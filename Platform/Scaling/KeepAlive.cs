namespace GraphPlatform.Platform.Scaling;

/// <summary>Why a container is awake.</summary>
public enum KeepAliveKind
{
    /// <summary>The idle policy is switched off for it.</summary>
    PolicyOff,

    /// <summary>It publishes a port on the host: connections there cannot wake it.</summary>
    HostPort,

    /// <summary>It has no HTTP port: others reach it by name alone, and that cannot wake it.</summary>
    NoHttpPort,

    /// <summary>It was used a short while ago.</summary>
    RecentUse,

    /// <summary>Something is being changed.</summary>
    Changing,
}

/// <summary>One reason for which a container is awake.</summary>
/// <param name="Kind">For programs.</param>
/// <param name="Reason">In one sentence.</param>
/// <param name="Until">When this reason ends by itself; null when it does not.</param>
public sealed record KeepAlive(KeepAliveKind Kind, string Reason, DateTimeOffset? Until);
