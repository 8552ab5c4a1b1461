using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Runtime.Plans;

namespace GraphPlatform.Platform.Containers;

/// <summary>A container's status and why: computed from what is desired and what was observed, and stored nowhere.</summary>
/// <param name="Status">In one word.</param>
/// <param name="Text">Why, in one sentence or two.</param>
public sealed record ContainerCondition(ContainerStatus Status, ReasonText Text)
{
    /// <summary>Why, with its times in UTC.</summary>
    public string Reason => Text.ToString();

    /// <summary>Computes it.</summary>
    /// <param name="container">What is desired.</param>
    /// <param name="target">The deployment that should serve.</param>
    /// <param name="all">Its instances, of every deployment.</param>
    /// <param name="now">The time.</param>
    public static ContainerCondition Of(Container container, Deployment target, IReadOnlyList<Instance> all, DateTimeOffset now)
    {
        if (container.Deleting)
            return new(ContainerStatus.Stopping, container.Failure is { } stuck ? "Cannot be deleted yet: " + stuck : "It is being deleted.");
        if (!container.ShouldRun)
        {
            if (all.Any(i => i.IsAlive)) return new(ContainerStatus.Stopping, container.Failure ?? "It has been told to end.");
            if (container.Failure is { } failure) return new(ContainerStatus.Failed, failure);
            return new(ContainerStatus.Stopped, StoppedBecause(container));
        }

        var shown = container.ServingDeploymentId ?? target.Id;
        var instances = all.Where(i => i.DeploymentId == shown).ToList();
        var condition = OfInstances(container, instances, now);
        if (condition.Status != ContainerStatus.Running || Beside(container, target) is not { } beside) return condition;
        return condition with { Text = $"{condition.Text} {beside}" };
    }

    internal static string HeldBecause(Holds holds) =>
        holds.HasFlag(Holds.Admin) ? "an administrator holds it." :
        holds.HasFlag(Holds.Restore) ? "its files are being restored from a backup." :
        holds.HasFlag(Holds.Billing) ? "the wallet is empty." :
        "the organization's quota is used up.";

    private static ContainerCondition OfInstances(Container container, List<Instance> instances, DateTimeOffset now)
    {
        var running = instances.Count(i => i.Status == InstanceStatus.Running);
        if (container.Failure is { } because && container.RetryAt is { } again)
            return new(running == container.Replicas ? ContainerStatus.Running : ContainerStatus.Failed, $"{because} Next try at {again}.");
        if (container.Power == PowerState.Idle && instances.Exists(i => i.Status == InstanceStatus.Frozen))
            return new(ContainerStatus.Idle, "Nobody uses it: it is frozen, and wakes when it is used.");
        if (instances.FirstOrDefault(i => i.Status is InstanceStatus.Waiting or InstanceStatus.Exited) is { } ended) return Ended(container, ended, now);
        // What ran out of memory and got more has its cause mended, until it crashes again.
        var forgiven = container.BoostUntil is null ? 0 : 1;
        if (instances.Find(i => i.Crashes > forgiven && i.Status is InstanceStatus.Running or InstanceStatus.Pending) is { } back) return StartedAgain(back);
        if (running > 0 && running == container.Replicas) return Serving(container, instances);
        return container.ObservedGeneration == 0 && instances.Count == 0
            ? new(ContainerStatus.Pending, "Its image is being looked for.")
            : new(ContainerStatus.Deploying, container.Replicas == 1 ? "It is being started." : $"{running} of {container.Replicas} instances run; the others are being started.");
    }

    private static ContainerCondition Serving(Container container, List<Instance> instances)
    {
        var unwell = instances.Find(i => i.Health == InstanceHealth.Unhealthy);
        if (container.ServingDeploymentId is null)
        {
            return unwell is null
                ? new(ContainerStatus.Deploying, "It is being started: it runs, and has to prove itself well.")
                : new(ContainerStatus.Failed, $"It runs, but its health check failed: {unwell.HealthReason}.");
        }

        if (unwell is not null) return new(ContainerStatus.Running, $"It runs, but its health check failed: {unwell.HealthReason}.");
        var all = instances.Count == 1 ? "It runs." : $"All {instances.Count} instances run.";
        return new(ContainerStatus.Running, $"{all}{LostProcesses(instances)}{Boosted(container)}");
    }

    private static ReasonText LostProcesses(List<Instance> instances)
    {
        var kills = instances.Sum(i => i.MemoryKills);
        if (instances.Max(i => i.MemoryKilledAt) is not { } last || kills == 0) return "";
        return $" The kernel has killed {(kills == 1 ? "one process" : $"{kills} processes")} in it for memory, the last one at {last}.";
    }

    private static ReasonText Boosted(Container container)
    {
        if (container.BoostUntil is not { } until) return "";
        var (more, usual) = (container.Allowed.MemoryBytes >> 20, container.MemoryBytes >> 20);
        return $" It has {more} MiB of memory instead of {usual} until {until}, because it ran short of it.";
    }

    /// <summary>What is said of a version that does not serve, beside the one that does.</summary>
    private static string? Beside(Container container, Deployment target) => target switch
    {
        _ when container.ServingDeploymentId is null || container.ServingDeploymentId == target.Id => null,
        { Status: DeploymentStatus.Failed } => $"Deployment {target.Number} failed: {target.NotServingBecause}",
        { Status: DeploymentStatus.Pending } => $"Deployment {target.Number} is being rolled out.",
        _ => null,
    };

    private static string StoppedBecause(Container container) =>
        container.Holds != Holds.None ? $"It may not run: {HeldBecause(container.Holds)}"
        : container.Desired == DesiredState.Run && container.Power == PowerState.Asleep ? "Nobody uses it: it is asleep, and wakes when it is used."
        : "It was stopped, or never started.";

    /// <summary>It runs between two crashes, or soon will: whether it stays is not known yet.</summary>
    private static ContainerCondition StartedAgain(Instance instance)
    {
        ReasonText steady = "";
        if (instance.SteadyAt is { } at) steady = $", and counts as running from {at} on";
        return new(
            ContainerStatus.Restarting,
            $"Restarting, {instance.Crashes} of {Instance.MaxCrashes}: it has ended by itself and was started again{steady}.");
    }

    private static ContainerCondition Ended(Container container, Instance instance, DateTimeOffset now)
    {
        var end = Readiness.EndOf(container, instance);
        if (instance.Status == InstanceStatus.Waiting)
        {
            end = $"Restarting, {instance.Crashes} of {Instance.MaxCrashes}. {end}.";
            if (instance.NextStartAt is { } next && next > now) return new(ContainerStatus.Restarting, $"{end} It starts again at {next}.");
            return new(ContainerStatus.Restarting, $"{end} It is being started again.");
        }

        if (instance.Crashes > 1) end += $", {instance.Crashes} times in a row";
        return instance.ExitCode == 0
            ? new(ContainerStatus.Stopped, end + ".")
            : new(ContainerStatus.Failed, $"{end}, and is not started again by itself. Look at its log, then start it.");
    }
}
