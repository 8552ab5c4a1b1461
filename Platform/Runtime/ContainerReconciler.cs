using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Runtime;

/// <summary>Makes the world match what is desired of one container. One runs at a time for each container.</summary>
internal sealed class ContainerReconciler(ReconcileRecords records, ReconcileSteps steps, WorkerRegistry workers, InstanceFollowers followers, TimeProvider clock)
{
    private static readonly TimeSpan TransientRetry = TimeSpan.FromSeconds(5);

    /// <summary>Observes, plans and applies until there is nothing left to do.</summary>
    /// <returns>When to look again although nothing happens; null for never.</returns>
    public async Task<DateTimeOffset?> ReconcileAsync(string containerId, CancellationToken superseded, CancellationToken ct)
    {
        var failures = 0;
        while (await records.LoadAsync(containerId, ct) is { } state)
        {
            try
            {
                var observed = await ObserveAsync(state, ct);
                var noted = false;
                foreach (var instance in state.Instances)
                    noted |= Observation.Note(state.Container, instance, observed.GetValueOrDefault(instance.Id), clock.GetUtcNow());
                var plan = ReconcilePlan.From(state.Container, state.Deployment, state.Instances, observed, clock.GetUtcNow());
                if (noted || (plan.IsEmpty && IsUnsettled(state))) await SaveAsync(state, observed, settle: plan.IsEmpty, ct);
                if (plan.IsEmpty) return plan.WakeAt;
                foreach (var step in plan.Steps) await steps.ApplyAsync(state, step, superseded, ct);
            }
            catch (OperationCanceledException) when (superseded.IsCancellationRequested && !ct.IsCancellationRequested)
            {
                return clock.GetUtcNow();
            }
            catch (PlatformException error)
            {
                await FailAsync(state, error, ct);
                if (error.Transient || ++failures > 1) return clock.GetUtcNow() + TransientRetry;
            }
        }

        return null;
    }

    private static bool IsUnsettled(ReconcileState state) =>
        state.Container.ObservedGeneration < state.Container.Generation || state.Container is { Failure: not null, FailureIsTransient: true };

    private async Task<Dictionary<string, ObservedInstance>> ObserveAsync(ReconcileState state, CancellationToken ct)
    {
        var observed = new Dictionary<string, ObservedInstance>();
        foreach (var instance in state.Instances)
        {
            if (await workers.Get(instance.WorkerId).InspectAsync(instance.Id, ct) is not { } found) continue;
            observed[instance.Id] = found;
            if (found.State != ObservedState.Created)
                followers.Follow(state.Followed(instance), found.StartedAt, found.State is ObservedState.Running or ObservedState.Frozen);
        }

        return observed;
    }

    /// <summary>Writes what was observed and, when nothing is left to do, that the generation is brought about.</summary>
    private Task SaveAsync(ReconcileState state, Dictionary<string, ObservedInstance> observed, bool settle, CancellationToken ct) =>
        records.WriteAsync(state.Container.Id, async write =>
        {
            var instances = new List<Instance>();
            foreach (var known in state.Instances)
            {
                var instance = await write.InstanceAsync(known.Id, ct);
                Observation.Note(write.Container, instance, observed.GetValueOrDefault(instance.Id), write.Now);
                instances.Add(instance);
            }

            if (!settle || write.Container.Generation != state.Container.Generation) return;
            write.Container.Converged(state.Container.Generation);
            var ended = write.Container.ShouldRun ? instances.Find(i => i is { ExitCode: > 0, Status: InstanceStatus.Waiting or InstanceStatus.Exited }) : null;
            foreach (var operation in write.Operations)
            {
                if (ended is null) operation.Succeed(write.Now);
                else operation.Fail(new Problem(ErrorCode.Engine, $"It ended with exit code {ended.ExitCode} right after its start. Its log may say why."), write.Now);
            }
        }, ct);

    private Task FailAsync(ReconcileState state, PlatformException error, CancellationToken ct) =>
        records.WriteAsync(state.Container.Id, write =>
        {
            if (write.Container.Generation != state.Container.Generation) return Task.CompletedTask;
            write.Container.Failed(state.Container.Generation, error.Message, error.Transient);
            foreach (var operation in write.Operations) operation.Fail(error.Problems[0], write.Now);
            return Task.CompletedTask;
        }, ct);
}
