using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Platform.Runtime.Plans;

/// <summary>Whether an instance is good enough to serve, and if not yet, when to look again.</summary>
/// <param name="IsReady">It runs, and is well as far as that can be told.</param>
/// <param name="Failure">Why it never will be by itself; null while it may.</param>
/// <param name="LookAt">When time alone may change that; null where an event tells.</param>
internal readonly record struct Readiness(bool IsReady, string? Failure, DateTimeOffset? LookAt)
{
    // A program that cannot start has started for a moment: that it runs is said when it has lasted a little.
    private static readonly TimeSpan Steady = TimeSpan.FromMilliseconds(500);

    // The old version is given up for the new one only when that has lasted longer.
    private static readonly TimeSpan SteadyToReplace = TimeSpan.FromSeconds(3);

    /// <summary>What is to be checked of an instance; null when that it runs is enough.</summary>
    public static HealthCheck? CheckOf(Deployment deployment) =>
        deployment.Spec.Health ?? (deployment.HttpPort is { } port ? HealthCheck.Listens(port) : null);

    /// <summary>Tells it of an instance, with what was observed already noted.</summary>
    /// <param name="container">The container.</param>
    /// <param name="deployment">What the instance runs.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="replaces">Whether it is to take the place of one that serves.</param>
    /// <param name="now">The time.</param>
    public static Readiness Of(Container container, Deployment deployment, Instance instance, bool replaces, DateTimeOffset now)
    {
        if (instance.IsDone) return new(true, null, null);
        if (instance.Status is InstanceStatus.Waiting or InstanceStatus.Exited) return new(false, EndOf(container, instance), null);
        if (instance.Health == InstanceHealth.Unhealthy) return new(false, $"Its health check failed: {instance.HealthReason}", null);
        if (instance.Status is not (InstanceStatus.Running or InstanceStatus.Frozen) || instance.StartedAt is not { } started) return default;
        if (CheckOf(deployment) is not null) return new(instance.Health == InstanceHealth.Healthy, null, null);
        var steadyAt = started + (replaces ? SteadyToReplace : Steady);
        return steadyAt <= now ? new(true, null, null) : new(false, null, steadyAt);
    }

    /// <summary>How it ended, in a sentence without its full stop.</summary>
    public static string EndOf(Container container, Instance instance) =>
        instance.Health == InstanceHealth.Unhealthy ? $"Its health check failed: {instance.HealthReason}"
        : instance.OutOfMemory ? $"It ran out of its {(instance.Resources?.MemoryBytes ?? container.MemoryBytes) >> 20} MiB of memory"
        : instance.ExitCode == 0 ? "It finished with exit code 0"
        : $"It ended with exit code {instance.ExitCode}";
}
