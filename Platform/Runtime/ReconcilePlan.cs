using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Runtime;

/// <summary>What has to happen so that the world is as desired. Computed from values, so it is tested as a value; applied, it leaves an empty plan.</summary>
/// <param name="Steps">In their order; what depends on their outcome is planned afterwards.</param>
/// <param name="WakeAt">When to look again although nothing happens.</param>
public sealed record ReconcilePlan(IReadOnlyList<ReconcileStep> Steps, DateTimeOffset? WakeAt)
{
    /// <summary>Whether the world is as desired, as far as can be done now.</summary>
    public bool IsEmpty => Steps.Count == 0;

    /// <summary>Computes the plan.</summary>
    /// <param name="container">What is desired.</param>
    /// <param name="deployment">What it should run.</param>
    /// <param name="instances">What is recorded, with what was observed already noted.</param>
    /// <param name="observed">What the engine has, by instance.</param>
    /// <param name="now">The time.</param>
    public static ReconcilePlan From(
        Container container,
        Deployment deployment,
        IReadOnlyList<Instance> instances,
        IReadOnlyDictionary<string, ObservedInstance> observed,
        DateTimeOffset now)
    {
        if (container.Deleting) return Delete(instances, observed);
        if (!container.ShouldRun) return Stop(container, deployment, instances, observed);

        // What failed waits for its next try, and leaves nothing half-made meanwhile.
        if (container.RetryAt > now) return new(Abandoned(instances, observed), container.RetryAt);
        return deployment.Spec.Digest is null ? new([new ReconcileStep.ResolveImage()], null) : Run(container, instances, observed, now);
    }

    private static ReconcilePlan Run(
        Container container, IReadOnlyList<Instance> instances, IReadOnlyDictionary<string, ObservedInstance> observed, DateTimeOffset now)
    {
        var steps = new List<ReconcileStep>();
        DateTimeOffset? wakeAt = null;
        for (var index = 0; index < container.Replicas; index++)
        {
            var instance = instances.FirstOrDefault(i => i.Index == index);
            if (instance is null)
            {
                steps.Add(new ReconcileStep.AddInstance(index));
                continue;
            }

            var current = instance.StartedGeneration == container.Generation;
            switch (observed.GetValueOrDefault(instance.Id)?.State)
            {
                // One that is over stays over, also when somebody has cleaned up its engine container.
                case null or ObservedState.Exited when current && instance.Status == InstanceStatus.Exited:
                    break;
                case null or ObservedState.Exited when current && instance.Status == InstanceStatus.Waiting && instance.NextStartAt > now:
                    wakeAt = wakeAt is null || instance.NextStartAt < wakeAt ? instance.NextStartAt : wakeAt;
                    break;
                case null or ObservedState.Created:     // made, but perhaps not to the end: making it again completes it
                    steps.Add(new ReconcileStep.CreateInstance(instance.Id));
                    steps.Add(new ReconcileStep.StartInstance(instance.Id));
                    break;
                case ObservedState.Frozen:
                    steps.Add(new ReconcileStep.ThawInstance(instance.Id));
                    break;
                case ObservedState.Exited:
                    steps.Add(new ReconcileStep.StartInstance(instance.Id));
                    break;
                default:
                    break;
            }
        }

        foreach (var surplus in instances.Where(i => i.Index >= container.Replicas))
        {
            if (IsAlive(observed, surplus)) steps.Add(new ReconcileStep.StopInstance(surplus.Id));
            steps.Add(new ReconcileStep.RemoveInstance(surplus.Id));
        }

        return new(steps, wakeAt);
    }

    private static ReconcilePlan Stop(
        Container container, Deployment deployment, IReadOnlyList<Instance> instances, IReadOnlyDictionary<string, ObservedInstance> observed)
    {
        var steps = new List<ReconcileStep>();
        steps.AddRange(instances.Where(i => IsAlive(observed, i)).Select(i => new ReconcileStep.StopInstance(i.Id)));

        // A container that was made not to start still finds out at once whether its image is there.
        if (container is { Generation: 1, Failure: null } && deployment.Spec.Digest is null) steps.Add(new ReconcileStep.ResolveImage());
        return new(steps, null);
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
        return new(steps, null);
    }

    /// <summary>Nothing half-made is left behind: what was never started goes.</summary>
    private static List<ReconcileStep> Abandoned(IReadOnlyList<Instance> instances, IReadOnlyDictionary<string, ObservedInstance> observed) =>
        [.. instances.Where(i => i.StartedAt is null && observed.GetValueOrDefault(i.Id)?.State is null or ObservedState.Created)
            .Select(i => new ReconcileStep.RemoveInstance(i.Id))];

    private static bool IsAlive(IReadOnlyDictionary<string, ObservedInstance> observed, Instance instance) =>
        observed.GetValueOrDefault(instance.Id)?.State is ObservedState.Running or ObservedState.Frozen;
}
