namespace GraphPlatform.Platform.Containers;

/// <summary>Whether the idle policy applies to a container.</summary>
public enum IdleMode
{
    /// <summary>Where every way in passes the gate: it has an HTTP port and publishes no port on the host.</summary>
    Auto,

    /// <summary>Yes, although others in the project that reach it by name find it asleep. One that publishes a host port stays awake even so.</summary>
    On,

    /// <summary>No: it stays awake.</summary>
    Off,
}

/// <summary>When a container that nobody uses is frozen, and when it is stopped.</summary>
/// <param name="Mode">Whether at all.</param>
/// <param name="IdleAfter">Without use for so long, it is frozen; null for the configured time.</param>
/// <param name="StopAfter">Without use for so long, it is stopped; null for the configured time.</param>
public sealed record LifecyclePolicy(IdleMode Mode, TimeSpan? IdleAfter = null, TimeSpan? StopAfter = null)
{
    /// <summary>Where it is safe, with the configured times.</summary>
    public static LifecyclePolicy Default { get; } = new(IdleMode.Auto);
}
