using GraphPlatform.Platform.Runtime;

namespace GraphPlatform.Platform.Containers;

/// <summary>What a container is doing, in one word.</summary>
public enum ContainerStatus
{
    /// <summary>Asked for, not begun.</summary>
    Pending,

    /// <summary>Its image is being built.</summary>
    Building,

    /// <summary>It is being started.</summary>
    Deploying,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It is frozen until it is used.</summary>
    Idle,

    /// <summary>It is ending.</summary>
    Stopping,

    /// <summary>Nothing runs, and nothing should.</summary>
    Stopped,

    /// <summary>It should run and does not.</summary>
    Failed,
}

/// <summary>A container's status and why: computed from what is desired and what was observed, and stored nowhere.</summary>
/// <param name="Status">In one word.</param>
/// <param name="Reason">In one sentence.</param>
public sealed record ContainerCondition(ContainerStatus Status, string Reason)
{
    /// <summary>Computes it.</summary>
    public static ContainerCondition Of(Container container, IReadOnlyList<Instance> instances)
    {
        var running = instances.Count(i => i.Status == InstanceStatus.Running);
        var ending = instances.Count(i => i.Status is InstanceStatus.Running or InstanceStatus.Stopping);
        if (container.Deleting)
            return new(ContainerStatus.Stopping, container.Failure is { } stuck ? "Cannot be deleted yet: " + stuck : "It is being deleted.");
        if (!container.ShouldRun)
        {
            if (ending > 0) return new(ContainerStatus.Stopping, container.Failure ?? "It has been told to end.");
            if (container.Failure is { } failure) return new(ContainerStatus.Failed, failure);
            return new(ContainerStatus.Stopped, StoppedBecause(container));
        }

        if (container.Failure is { } because && container.RetryAt is { } again && $"{because} Next try at {again:HH:mm:ss} UTC." is var reason)
            return running == container.Replicas ? new(ContainerStatus.Running, reason) : new(ContainerStatus.Failed, reason);
        if (running > 0 && running == container.Replicas) return new(ContainerStatus.Running, running == 1 ? "It runs." : $"All {running} instances run.");
        if (instances.FirstOrDefault(i => i.Status is InstanceStatus.Waiting or InstanceStatus.Exited) is { } ended) return Ended(container, ended);
        return container.ObservedGeneration == 0 && instances.Count == 0
            ? new(ContainerStatus.Pending, "Its image is being looked for.")
            : new(ContainerStatus.Deploying, container.Replicas == 1 ? "It is being started." : $"{running} of {container.Replicas} instances run; the others are being started.");
    }

    private static string StoppedBecause(Container container) =>
        container.Holds.HasFlag(Holds.Admin) ? "An administrator holds it." :
        container.Holds.HasFlag(Holds.Billing) ? "The wallet is empty." :
        container.Holds.HasFlag(Holds.Quota) ? "The organization's quota is used up." :
        container.Power == PowerState.Asleep ? "Asleep; it wakes when it is used." :
        "It was stopped, or never started.";

    private static ContainerCondition Ended(Container container, Instance instance)
    {
        var end = instance.OutOfMemory ? $"It ran out of its {container.MemoryBytes >> 20} MiB of memory"
            : instance.ExitCode == 0 ? "It finished with exit code 0"
            : $"It ended with exit code {instance.ExitCode}";
        if (instance.Crashes > 1) end += $", {instance.Crashes} times in a row";
        if (instance.Status == InstanceStatus.Waiting) return new(ContainerStatus.Failed, $"{end}. It starts again at {instance.NextStartAt:HH:mm:ss} UTC.");
        return instance.ExitCode == 0
            ? new(ContainerStatus.Stopped, end + ".")
            : new(ContainerStatus.Failed, $"{end}, and is not started again by itself. Look at its log, then start it.");
    }
}
