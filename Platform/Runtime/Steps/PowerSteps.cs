using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Platform.Scaling;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Runtime.Steps;

/// <summary>Freezes and thaws instances, and gives them more memory.</summary>
internal sealed class PowerSteps(ReconcileRecords records, WorkerRegistry workers, LiveInstances live, ActivityTracker activity, IdleSchedule schedule, ScalingService scaling, QuotaService quotas)
{
    /// <summary>
    /// Freezes an instance, unless somebody used the container since the policy decided. First nobody is told its address any more, then the last use is
    /// looked at; who asks for the address does it the other way round. So nobody is sent to what is about to be frozen.
    /// </summary>
    public async Task FreezeAsync(ReconcileState state, Instance instance, CancellationToken ct)
    {
        var (container, worker) = (state.Container, workers.Get(instance.WorkerId));
        live.Hide(container.Id);
        if (state.DeploymentOf(instance).HttpPort is { } port && await worker.CountConnectionsAsync(instance.Id, port, ct) > 0) activity.Touch(container.Id, UseKind.Connection);
        if (activity.Last(container.Id).At > container.PowerSince)
        {
            await records.WriteAsync(container.Id, write =>
            {
                if (write.Container.Generation == container.Generation) schedule.Wake(write.Container, write.Now);
                return Task.CompletedTask;
            }, ct);
            return;
        }

        await worker.FreezeAsync(instance.Id, ct);
        await records.WriteAsync(container.Id, async write => (await write.InstanceAsync(instance.Id, ct)).Freeze(), ct);
    }

    /// <summary>Thaws an instance. Whoever waits for it hears of it before it is written down: every millisecond is somebody's.</summary>
    public async Task ThawAsync(ReconcileState state, Instance instance, CancellationToken ct)
    {
        await workers.Get(instance.WorkerId).ThawAsync(instance.Id, ct);
        if (!state.IsReplacing && instance.DeploymentId == state.Goal.Id) live.Thawed(state, instance);
        await records.WriteAsync(state.Container.Id, async write =>
        {
            write.Begin(Stages.Thaw);
            var thawed = await write.InstanceAsync(instance.Id, ct);
            if (thawed is { Status: InstanceStatus.Frozen, StartedAt: { } started }) thawed.Running(started, null);
        }, ct);
    }

    /// <summary>One of its instances ran out of memory: it gets more for a while, if the quota has it.</summary>
    public Task BoostAsync(ReconcileState state, CancellationToken ct) =>
        records.WriteAsync(state.Container.Id, write => scaling.BoostAsync(write.Work, write.Container, write.Now, ct), ct);

    /// <summary>What was to be frozen is gone, as after a restart of the engine: the container is asleep.</summary>
    public Task FallAsleepAsync(ReconcileState state, CancellationToken ct) => records.WriteAsync(state.Container.Id, async write =>
    {
        if (write.Container.Generation != state.Container.Generation) return;
        var before = QuotaAmounts.Of(write.Container);
        IdleSchedule.FallAsleep(write.Container, write.Now);
        await quotas.ChargeAsync(write.Work, write.Container.OrganizationId, QuotaAmounts.Of(write.Container) - before, ct);
    }, ct);
}
