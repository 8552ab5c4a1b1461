using GraphPlatform.Platform.Runtime.Plans;

namespace GraphPlatform.Platform.Runtime.Steps;

/// <summary>Applies the steps of a plan: says in the database what begins, then asks the engine. Never both at once, since a transaction holds the writer's lane.</summary>
internal sealed class ReconcileSteps(ImageSteps images, InstanceSteps instances, RolloutSteps rollouts, PowerSteps power, RemovalSteps removals)
{
    /// <summary>Applies one step.</summary>
    /// <param name="state">What is recorded.</param>
    /// <param name="step">The step.</param>
    /// <param name="superseded">Tells that something else is desired by now, so that a long pull is not waited for.</param>
    /// <param name="ct">The server stops.</param>
    public Task ApplyAsync(ReconcileState state, ReconcileStep step, CancellationToken superseded, CancellationToken ct) => step switch
    {
        ReconcileStep.ResolveImage resolve => images.ResolveAsync(state, state.Deployments[resolve.DeploymentId], superseded, ct),
        ReconcileStep.DecideStrategy => rollouts.DecideAsync(state, ct),
        ReconcileStep.AddInstance add => instances.AddAsync(state, add.DeploymentId, add.Index, ct),
        ReconcileStep.CreateInstance create => instances.CreateAsync(state, Find(state, create.InstanceId), ct),
        ReconcileStep.StartInstance start => instances.StartAsync(state, Find(state, start.InstanceId), ct),
        ReconcileStep.ResizeInstance resize => instances.ResizeAsync(state, Find(state, resize.InstanceId), ct),
        ReconcileStep.BoostMemory => power.BoostAsync(state, ct),
        ReconcileStep.FreezeInstance freeze => power.FreezeAsync(state, Find(state, freeze.InstanceId), ct),
        ReconcileStep.ThawInstance thaw => power.ThawAsync(state, Find(state, thaw.InstanceId), ct),
        ReconcileStep.FallAsleep => power.FallAsleepAsync(state, ct),
        ReconcileStep.JoinInstance join => rollouts.JoinAsync(state, Find(state, join.InstanceId), ct),
        ReconcileStep.Serve => rollouts.ServeAsync(state, ct),
        ReconcileStep.FailRollout fail => rollouts.FailAsync(state, Find(state, fail.InstanceId), fail.Reason, ct),
        ReconcileStep.StopInstance stop => instances.StopAsync(state, Find(state, stop.InstanceId), ct),
        ReconcileStep.EndInstance end => instances.EndAsync(state, Find(state, end.InstanceId), ct),
        ReconcileStep.DrainInstance drain => rollouts.DrainAsync(state, Find(state, drain.InstanceId), superseded, ct),
        ReconcileStep.RemoveInstance remove => removals.RemoveAsync(state, Find(state, remove.InstanceId), ct),
        ReconcileStep.Forget => removals.ForgetAsync(state, ct),
        _ => throw new InvalidOperationException($"Unknown step {step}."),
    };

    private static Instance Find(ReconcileState state, string id) => state.Instances.Single(i => i.Id == id);
}
