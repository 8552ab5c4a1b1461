using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Logs;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Runtime.Plans;
using GraphPlatform.Platform.Runtime.Steps;
using GraphPlatform.Platform.Telemetry;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Runtime;

/// <summary>Makes the world match what is desired of one container. One runs at a time for each container.</summary>
internal sealed class ContainerReconciler(
    ReconcileRecords records,
    ReconcileSteps steps,
    RolloutSteps rollouts,
    PoolSteps pool,
    ReconcileSlots slots,
    WorkerRegistry workers,
    InstanceFollowers followers,
    HealthProbes probes,
    LiveInstances live,
    LastWords lastWords,
    LogIngest ingest,
    DiskReserve reserve,
    TimeProvider clock)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <summary>Observes, plans and applies until there is nothing left to do.</summary>
    /// <returns>When to look again although nothing happens; null for never.</returns>
    public async Task<DateTimeOffset?> ReconcileAsync(string containerId, CancellationToken superseded, CancellationToken ct)
    {
        var failures = 0;
        while (await records.LoadAsync(containerId, ct) is { } state)
        {
            DiskReserve.MarkEssential(essential: false);
            pool.Welcome(state, ct);
            var ends = Ends(state);
            DiskReserve.MarkEssential(ends);
            try
            {
                var plan = await PlanAsync(state, ct);
                if (plan.IsEmpty) return plan.WakeAt;
                foreach (var step in plan.Steps)
                {
                    using var slot = step.TakesLong ? null : await slots.EnterAsync(ct);
                    using var activity = PlatformTelemetry.Activities.StartActivity("reconcile")?.SetTag("graphplatform.step", step.GetType().Name).SetTag("graphplatform.container", containerId);
                    await steps.ApplyAsync(state, step, superseded, ct);
                }
            }
            catch (OperationCanceledException) when (superseded.IsCancellationRequested && !ct.IsCancellationRequested)
            {
                return clock.GetUtcNow();
            }
            catch (PlatformException error) when (error.Code == ErrorCode.Unavailable)
            {
                return clock.GetUtcNow() + Soon;        // that the database was away is nothing to tell of a container
            }
            catch (Exception error) when (ends && reserve.IsFull(error))
            {
                if (!reserve.GiveAway()) return clock.GetUtcNow() + Soon;
            }
            catch (PlatformException error) when (error is { Code: ErrorCode.Conflict, Transient: true })
            {
                // Somebody else wrote at the same moment: look again.
            }
            catch (PlatformException error) when (state.IsReplacing && !error.Transient && state.Container.ShouldRun)
            {
                // What served before goes on; trying again is for who asked for the new version.
                await rollouts.FailAsync(state, error.Problems[0], ct);
            }
            catch (PlatformException error)
            {
                // Once more, to leave nothing half-made behind; if that fails too, later.
                if (failures++ > 0) return clock.GetUtcNow() + Soon;
                await FailAsync(state, error, ct);
            }
        }

        return null;
    }

    /// <summary>Whether what is done is to stop something, to its last write: with a full disk that has the reserve. A container that only crashes has not.</summary>
    private static bool Ends(ReconcileState state)
    {
        var (container, surplus) = (state.Container, state.Instances.Count - state.Container.Replicas);
        return !container.ShouldRun || (!state.IsReplacing && (surplus > 0 || (surplus == 0 && container.ObservedGeneration < container.Generation)));
    }

    /// <summary>Writes down what the engine says, and says what is to be done.</summary>
    private async Task<ReconcilePlan> PlanAsync(ReconcileState state, CancellationToken ct)
    {
        using var slot = await slots.EnterAsync(ct);
        var observed = await ObserveAsync(state, ct);
        var now = clock.GetUtcNow();
        var noted = false;
        foreach (var instance in state.Instances)
            noted |= Observation.Note(state.Container, instance, observed.GetValueOrDefault(instance.Id), now);
        live.Publish(state);
        await probes.WatchAsync(state);
        var plan = ReconcilePlan.From(state.Container, state.Target, state.Serving, state.Instances, observed, now);
        var settle = plan.IsSettled && !(state.Container.RetryAt > now)
            && (state.Container.ObservedGeneration < state.Container.Generation || state.Container.Failure is not null);
        if (noted || settle || plan.IsEmpty) await SaveAsync(state, plan, observed, settle, noted, ct);
        return plan;
    }

    private async Task<Dictionary<string, ObservedInstance>> ObserveAsync(ReconcileState state, CancellationToken ct)
    {
        var observed = new Dictionary<string, ObservedInstance>();
        foreach (var instance in state.Instances)
        {
            if (await workers.Get(instance.WorkerId).InspectAsync(instance.Id, ct) is not { } found)
            {
                if (instance is { StartedAt: { } run, IsAlive: true } && !followers.WasReadToEnd(instance.Id, run))
                    ingest.RecordLoss(instance.ContainerId, instance.Id, state.DeploymentOf(instance).Number, "Somebody removed the engine container; what it wrote last may be missing.");
                continue;
            }

            observed[instance.Id] = found;
            if (found.State != ObservedState.Created)
                followers.Follow(state.Followed(instance), found.StartedAt, found.State is ObservedState.Running or ObservedState.Frozen);
        }

        return observed;
    }

    /// <summary>Writes what was observed and, when nothing is left to do, that the generation is brought about.</summary>
    private async Task SaveAsync(ReconcileState state, ReconcilePlan plan, Dictionary<string, ObservedInstance> observed, bool settle, bool noted, CancellationToken ct)
    {
        // It runs, and whether it is well is not known yet: watchers see what is waited for.
        var checking = plan is { IsEmpty: true, IsSettled: false } && state.Instances.Any(i => i.Status == InstanceStatus.Running);
        if (!noted && !settle && !checking) return;
        var ended = settle && state.Container.ShouldRun
            ? state.Instances.FirstOrDefault(i => i is { ExitCode: > 0, Status: InstanceStatus.Waiting or InstanceStatus.Exited } or { Health: InstanceHealth.Unhealthy })
            : null;
        var problem = ended is null ? null : await lastWords.ExplainAsync(state, ended, ct);
        await records.WriteAsync(state.Container.Id, async write =>
        {
            if (checking) write.Begin(Stages.CheckHealth);
            foreach (var known in state.Instances)
            {
                var instance = await write.InstanceAsync(known.Id, ct);
                var (status, killed) = (instance.Status, instance.MemoryKilledAt);
                Observation.Note(write.Container, instance, observed.GetValueOrDefault(known.Id), write.Now);
                ContainerNotices.Changed(write, instance, status, killed);
            }

            if (!settle || write.Container.Generation != state.Container.Generation) return;
            write.Container.Converged(state.Container.Generation);
            await VolumeClaims.ReleaseAsync(write.Work, write.Container.Id, Kept(state), ct);
            foreach (var operation in write.Operations)
            {
                if (problem is null) operation.Succeed(write.Now);
                else operation.Fail(problem, write.Now);
            }
        }, ct);
    }

    /// <summary>The versions that run or may yet: what serves, and what is wanted unless it was taken back.</summary>
    private static IEnumerable<DeploymentSpec> Kept(ReconcileState state)
    {
        if (state.Serving is { } serving) yield return serving.Spec;
        yield return state.Goal.Spec;
    }

    private async Task FailAsync(ReconcileState state, PlatformException error, CancellationToken ct)
    {
        // Said already, and nothing has changed: an engine that is away must not become a storm of writes.
        if (state.Container.Failure == error.Message && state.Container.RetryAt > clock.GetUtcNow()) return;
        await records.WriteAsync(state.Container.Id, write =>
        {
            if (write.Container.Generation != state.Container.Generation) return Task.CompletedTask;
            write.Container.Failed(error.Message, error.Transient, write.Now);
            ContainerNotices.Failed(write, error);
            foreach (var operation in write.Operations) operation.Fail(error.Problems[0], write.Now);
            return Task.CompletedTask;
        }, ct);
    }
}
