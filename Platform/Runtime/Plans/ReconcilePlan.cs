using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Runtime.Plans;

/// <summary>What has to happen so that the world is as desired. Computed from values, so it is tested as a value; applied, it leaves an empty plan.</summary>
/// <param name="Steps">In their order; what depends on their outcome is planned afterwards.</param>
/// <param name="WakeAt">When to look again although nothing happens.</param>
/// <param name="IsSettled">Whether the desired state is reached, or known not to be reachable by itself; a plan without steps that is not settled waits for something.</param>
public sealed record ReconcilePlan(IReadOnlyList<ReconcileStep> Steps, DateTimeOffset? WakeAt, bool IsSettled)
{
    /// <summary>Whether the world is as desired, as far as can be done now.</summary>
    public bool IsEmpty => Steps.Count == 0;

    /// <summary>Computes the plan.</summary>
    /// <param name="container">What is desired.</param>
    /// <param name="target">The deployment that should serve.</param>
    /// <param name="serving">The deployment that was healthy last; null before the first was.</param>
    /// <param name="instances">What is recorded, with what was observed already noted.</param>
    /// <param name="observed">What the engine has, by instance.</param>
    /// <param name="now">The time.</param>
    public static ReconcilePlan From(
        Container container,
        Deployment target,
        Deployment? serving,
        IReadOnlyList<Instance> instances,
        IReadOnlyDictionary<string, ObservedInstance> observed,
        DateTimeOffset now)
    {
        if (container.Deleting) return Delete(instances, observed);
        if (!container.ShouldRun) return Stop(container, target, serving, instances, observed);

        // What failed waits for its next try, and leaves nothing half-made meanwhile.
        if (container.RetryAt > now) return Of([.. Abandoned(instances, observed)], container.RetryAt);
        var goal = Goal(target, serving);
        if (NeedsImage(goal, instances, observed)) return Of([new ReconcileStep.ResolveImage(goal.Id)]);
        if (container.Power == PowerState.Idle) return Freeze(instances, observed);
        return serving is not null && serving.Id != goal.Id
            ? new RolloutPlan(container, goal, serving, instances, observed, now).Compute()
            : Run(container, goal, instances, observed, now);
    }

    /// <summary>The deployment that instances are made of: the wanted one, or, when that has failed, the one that served before.</summary>
    public static Deployment Goal(Deployment target, Deployment? serving) =>
        target.Status == DeploymentStatus.Failed && serving is not null ? serving : target;

    /// <summary>An instance is made only when it is known which volumes its image declares; what an older version of the platform has made stays as it is.</summary>
    private static bool NeedsImage(Deployment goal, IReadOnlyList<Instance> instances, IReadOnlyDictionary<string, ObservedInstance> observed) =>
        goal.Spec.Digest is null || (!goal.IsResolved && !instances.Any(i => i.DeploymentId == goal.Id && observed.ContainsKey(i.Id)));

    internal static bool IsAlive(IReadOnlyDictionary<string, ObservedInstance> observed, Instance instance) =>
        observed.GetValueOrDefault(instance.Id)?.State is ObservedState.Running or ObservedState.Frozen;

    /// <summary>Its processes run, but it was not told this time what to run.</summary>
    private static bool WaitsAgain(IReadOnlyDictionary<string, ObservedInstance> observed, Instance instance) =>
        instance is { FromPool: true, StartedAt: not null } && observed.GetValueOrDefault(instance.Id)?.State == ObservedState.Created;

    private static ReconcilePlan Of(List<ReconcileStep> steps, DateTimeOffset? wakeAt = null) => new(steps, wakeAt, steps.Count == 0);

    private static ReconcilePlan Run(
        Container container, Deployment goal, IReadOnlyList<Instance> instances, IReadOnlyDictionary<string, ObservedInstance> observed, DateTimeOffset now)
    {
        var replicas = new ReplicasPlan(container, goal, instances, observed, now);
        replicas.Keep();
        if (replicas.AllReady && container.ServingDeploymentId != goal.Id) replicas.Steps.Add(new ReconcileStep.Serve());

        // What a newer version has taken the place of finishes what it is at; what nobody reached any more, or never did, goes at once.
        foreach (var surplus in instances.Where(i => i.DeploymentId != goal.Id || i.Index >= container.Replicas))
        {
            if (IsAlive(observed, surplus)) replicas.Steps.Add(new ReconcileStep.DrainInstance(surplus.Id));
            replicas.Steps.Add(new ReconcileStep.RemoveInstance(surplus.Id));
        }

        return replicas.ToPlan();
    }

    private static ReconcilePlan Freeze(IReadOnlyList<Instance> instances, IReadOnlyDictionary<string, ObservedInstance> observed)
    {
        if (!instances.Any(i => IsAlive(observed, i))) return Of([new ReconcileStep.FallAsleep()]);
        return Of([.. instances.Where(i => observed.GetValueOrDefault(i.Id)?.State == ObservedState.Running).Select(i => new ReconcileStep.FreezeInstance(i.Id))]);
    }

    private static ReconcilePlan Stop(
        Container container, Deployment target, Deployment? serving, IReadOnlyList<Instance> instances, IReadOnlyDictionary<string, ObservedInstance> observed)
    {
        var steps = new List<ReconcileStep>();
        steps.AddRange(instances.Where(i => IsAlive(observed, i) || WaitsAgain(observed, i)).Select(i => new ReconcileStep.StopInstance(i.Id)));

        // Of a rollout that was cut short nothing is kept but what served, and of a start nothing that had not begun.
        var abandoned = Abandoned(instances, observed);
        steps.AddRange(abandoned);
        if (serving is not null)
            steps.AddRange(instances.Where(i => i.DeploymentId != serving.Id).Select(i => new ReconcileStep.RemoveInstance(i.Id)).Except(abandoned));

        // A container that was made not to start still finds out at once whether its image is there.
        if (container is { Generation: 1, Failure: null } && target.Spec.Digest is null) steps.Add(new ReconcileStep.ResolveImage(target.Id));
        return Of(steps);
    }

    private static ReconcilePlan Delete(IReadOnlyList<Instance> instances, IReadOnlyDictionary<string, ObservedInstance> observed)
    {
        var steps = new List<ReconcileStep>();
        foreach (var instance in instances)
        {
            if (IsAlive(observed, instance)) steps.Add(new ReconcileStep.StopInstance(instance.Id));
            steps.Add(new ReconcileStep.RemoveInstance(instance.Id));
        }

        if (steps.Count == 0) steps.Add(new ReconcileStep.Forget());
        return Of(steps);
    }

    /// <summary>Nothing half-made is left behind: what was never started goes.</summary>
    private static List<ReconcileStep.RemoveInstance> Abandoned(IReadOnlyList<Instance> instances, IReadOnlyDictionary<string, ObservedInstance> observed) =>
        [.. instances.Where(i => i.StartedAt is null && observed.GetValueOrDefault(i.Id)?.State is null or ObservedState.Created)
            .Select(i => new ReconcileStep.RemoveInstance(i.Id))];
}
