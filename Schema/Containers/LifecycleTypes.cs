using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Scaling;

namespace GraphPlatform.Schema.Containers;

/// <summary>What happens when nobody uses a container.</summary>
/// <param name="Mode">Whether it is frozen, and later stopped, at all.</param>
/// <param name="IdleAfter">Without use for so long, it is frozen.</param>
/// <param name="StopAfter">Without use for so long, it is stopped.</param>
[ObjectType]
public sealed record Lifecycle(IdleMode Mode, TimeSpan IdleAfter, TimeSpan StopAfter);

/// <summary>One reason for which a container is awake.</summary>
[ObjectType<KeepAlive>]
public static class KeepAliveType
{
    /// <summary>For programs.</summary>
    public static KeepAliveKind Kind([Parent] KeepAlive reason) => reason.Kind;

    /// <summary>In one sentence.</summary>
    public static string Reason([Parent] KeepAlive reason) => reason.Reason;

    /// <summary>When this reason ends by itself; null when it does not.</summary>
    public static DateTimeOffset? Until([Parent] KeepAlive reason) => reason.Until;
}

/// <summary>What happens to a container next if nobody uses it.</summary>
[ObjectType<PowerTransition>]
[Name("Transition")]
public static class PowerTransitionType
{
    /// <summary>What it will be then.</summary>
    public static ContainerStatus To([Parent] PowerTransition transition) => transition.To;

    /// <summary>When.</summary>
    public static DateTimeOffset At([Parent] PowerTransition transition) => transition.At;

    /// <summary>Why, in one sentence.</summary>
    public static string Reason([Parent] PowerTransition transition) => transition.Reason;
}
