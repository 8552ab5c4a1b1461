using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Runtime.Plans;

/// <summary>What has to happen so that each replica of one deployment runs as it should.</summary>
/// <param name="container">What is desired.</param>
/// <param name="deployment">The deployment.</param>
/// <param name="instances">The container's instances, of every deployment.</param>
/// <param name="observed">What the engine has, by instance.</param>
/// <param name="now">The time.</param>
/// <param name="replaces">Whether they are to take the place of what serves, and so are judged more strictly.</param>
internal sealed class ReplicasPlan(
    Container container,
    Deployment deployment,
    IReadOnlyList<Instance> instances,
    IReadOnlyDictionary<string, ObservedInstance> observed,
    DateTimeOffset now,
    bool replaces = false)
{
    private bool restarting;
    private bool waiting;
    private int ready;

    /// <summary>The steps so far.</summary>
    public List<ReconcileStep> Steps { get; } = [];

    /// <summary>When to look again.</summary>
    public DateTimeOffset? WakeAt { get; private set; }

    /// <summary>Whether every replica is good enough to serve.</summary>
    public bool AllReady => ready == container.Replicas;

    /// <summary>What one of them met that is a reason to take the deployment back.</summary>
    public (Instance Instance, string Reason)? Failed { get; private set; }

    /// <summary>Plans each replica.</summary>
    public void Keep()
    {
        for (var index = 0; index < container.Replicas; index++)
        {
            var instance = instances.FirstOrDefault(i => i.DeploymentId == deployment.Id && i.Index == index);
            if (instance is null) Steps.Add(new ReconcileStep.AddInstance(deployment.Id, index));
            else if (!Revive(instance)) Tend(instance);
        }
    }

    /// <summary>Starts again what crashed while it served, and nothing else: for what another version is about to replace.</summary>
    public void KeepAlive()
    {
        foreach (var instance in instances.Where(i => i.DeploymentId == deployment.Id && i.Status is InstanceStatus.Waiting)) Revive(instance);
    }

    /// <summary>The plan that this is.</summary>
    public ReconcilePlan ToPlan() => new(Steps, WakeAt, Steps.Count == 0 && !waiting);

    /// <summary>Looks again at that time, if not earlier.</summary>
    public void LookAt(DateTimeOffset? at)
    {
        if (at is not null && (WakeAt is null || at < WakeAt)) WakeAt = at;
    }

    /// <summary>Starts an instance that does not run and should.</summary>
    /// <returns>Whether it does not run.</returns>
    private bool Revive(Instance instance)
    {
        var current = instance.StartedGeneration == container.Generation;
        switch (observed.GetValueOrDefault(instance.Id)?.State)
        {
            // One that is over stays over, also when somebody has cleaned up its engine container. What failed is tried again with every new wish, what is done is not.
            case null or ObservedState.Exited when instance.Status == InstanceStatus.Exited && (current || (instance.IsDone && instance.StartedGeneration >= container.StartGeneration)):
                Note(instance);
                return true;
            // What a rollout tries is judged as it is; what serves gets one chance with more.
            case ObservedState.Exited when instance is { OutOfMemory: true, Status: InstanceStatus.Waiting } && !replaces && container.BoostGeneration != container.Generation:
                Steps.Add(new ReconcileStep.BoostMemory());
                return true;
            case null or ObservedState.Exited when current && instance.Status == InstanceStatus.Waiting && instance.NextStartAt > now:
                // One that ran out of memory has not failed before it was tried with more.
                if (instance.OutOfMemory && container.BoostBytes > 0 && instance.Resources != container.Allowed) waiting = true;
                else Note(instance);
                LookAt(instance.NextStartAt);
                return true;
            case null when instance.FromPool:       // made anew it is like any other: what comes next is planned then
                Steps.Add(new ReconcileStep.CreateInstance(instance.Id));
                return true;
            case ObservedState.Created when instance.FromPool:      // it waits to be told what it runs
                Steps.Add(new ReconcileStep.StartInstance(instance.Id));
                return true;
            case null or ObservedState.Created:     // made, but perhaps not to the end: making it again completes it
                Steps.Add(new ReconcileStep.CreateInstance(instance.Id));
                Steps.Add(new ReconcileStep.StartInstance(instance.Id));
                return true;
            case ObservedState.Exited:
                if (instance.Resources != container.Allowed) Steps.Add(new ReconcileStep.ResizeInstance(instance.Id));
                Steps.Add(new ReconcileStep.StartInstance(instance.Id));
                return true;
            case ObservedState.Removing:
                waiting = true;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Sees to an instance that has processes.</summary>
    private void Tend(Instance instance)
    {
        var unwell = instance.Health == InstanceHealth.Unhealthy && deployment.Spec.Health is not null && !replaces;
        if (instance.StartedGeneration < container.RestartGeneration && !restarting)
        {
            restarting = true;      // one after the other
            Steps.Add(new ReconcileStep.StopInstance(instance.Id));
            Steps.Add(new ReconcileStep.StartInstance(instance.Id));
            return;
        }

        // The first process went on, others did not. What serves gets one chance with more, as when the first one ends.
        if (instance.MemoryKills > 0 && !replaces && container.BoostGeneration != container.Generation) Steps.Add(new ReconcileStep.BoostMemory());
        if (observed[instance.Id].State == ObservedState.Frozen) Steps.Add(new ReconcileStep.ThawInstance(instance.Id));
        if (instance.Resources != container.Allowed) Steps.Add(new ReconcileStep.ResizeInstance(instance.Id));
        if (unwell) Steps.Add(new ReconcileStep.EndInstance(instance.Id));
        Note(instance);
    }

    private void Note(Instance instance)
    {
        var readiness = Readiness.Of(container, deployment, instance, replaces, now);
        LookAt(readiness.LookAt);
        LookAt(instance.SteadyAt);
        if (readiness.IsReady) ready++;
        else if (readiness.Failure is { } reason) Failed ??= (instance, reason);
        else waiting = true;
    }
}
