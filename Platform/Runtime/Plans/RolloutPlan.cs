using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Runtime.Plans;

/// <summary>
/// What has to happen so that a new version takes the place of the one that serves. The old one is touched only when the new one is healthy,
/// or when the two cannot run beside each other; if the new one fails, the old one goes on.
/// </summary>
internal sealed class RolloutPlan(
    Container container,
    Deployment target,
    Deployment serving,
    IReadOnlyList<Instance> instances,
    IReadOnlyDictionary<string, ObservedInstance> observed,
    DateTimeOffset now)
{
    /// <summary>Computes the plan.</summary>
    public ReconcilePlan Compute()
    {
        var old = instances.Where(i => i.DeploymentId == serving.Id).ToList();
        var begin = Begin(old);
        if (begin.Count > 0) return new(begin, null, false);

        var replicas = new ReplicasPlan(container, target, instances, observed, now, replaces: true);
        replicas.Keep();
        if (replicas.Failed is { } failed) return new([new ReconcileStep.FailRollout(failed.Instance.Id, failed.Reason)], null, false);
        if (replicas.AllReady && replicas.Steps.Count == 0) return new(Switch(), null, false);

        // Meanwhile the old version goes on, crashes and all.
        if (target.Strategy == UpdateStrategy.StartFirst)
        {
            var before = new ReplicasPlan(container, serving, instances, observed, now);
            before.KeepAlive();
            replicas.Steps.AddRange(before.Steps);
            replicas.LookAt(before.WakeAt);
        }

        return new(replicas.Steps, replicas.WakeAt, false);
    }

    private List<ReconcileStep> Begin(List<Instance> old)
    {
        var steps = new List<ReconcileStep>();
        foreach (var leftOver in instances.Where(i => i.DeploymentId != target.Id && i.DeploymentId != serving.Id))
        {
            if (ReconcilePlan.IsAlive(observed, leftOver)) steps.Add(new ReconcileStep.StopInstance(leftOver.Id));
            steps.Add(new ReconcileStep.RemoveInstance(leftOver.Id));
        }

        if (target.Strategy is null) steps.Add(new ReconcileStep.DecideStrategy());
        else if (target.Strategy == UpdateStrategy.StopFirst) steps.AddRange(old.Where(i => ReconcilePlan.IsAlive(observed, i)).Select(i => new ReconcileStep.StopInstance(i.Id)));
        else steps.AddRange(old.Where(i => observed.GetValueOrDefault(i.Id)?.State == ObservedState.Frozen).Select(i => new ReconcileStep.ThawInstance(i.Id)));
        return steps;
    }

    /// <summary>The new version is well: it is reached by name, then it serves. What it replaces goes with the next plan.</summary>
    private List<ReconcileStep> Switch() =>
    [
        .. instances.Where(i => i.DeploymentId == target.Id && !i.Reachable && ReconcilePlan.IsAlive(observed, i)).Select(i => new ReconcileStep.JoinInstance(i.Id)),
        new ReconcileStep.Serve(),
    ];
}
