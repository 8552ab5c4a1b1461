using GraphPlatform.Platform.Access;

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

    internal void Validate(Problems problems)
    {
        const string field = "lifecycle";
        problems
            .Require(IdleAfter is null || (IdleAfter >= TimeSpan.FromSeconds(1) && IdleAfter <= TimeSpan.FromDays(30)), "The time until it is frozen is 1 second to 30 days.", field, "idleAfter")
            .Require(StopAfter is null || (StopAfter >= TimeSpan.FromSeconds(1) && StopAfter <= TimeSpan.FromDays(30)), "The time until it is stopped is 1 second to 30 days.", field, "stopAfter")
            .Require(!(IdleAfter > StopAfter), "It is frozen before it is stopped: give the first the shorter time.", field, "stopAfter");
    }
}
