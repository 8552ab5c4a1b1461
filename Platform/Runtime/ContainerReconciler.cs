using System.Text;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Logs;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Runtime;

/// <summary>Makes the world match what is desired of one container. One runs at a time for each container.</summary>
internal sealed class ContainerReconciler(
    ReconcileRecords records,
    ReconcileSteps steps,
    ReconcileSlots slots,
    WorkerRegistry workers,
    InstanceFollowers followers,
    LogIngest ingest,
    LogStore logs,
    TimeProvider clock)
{
    // What shells and init programs answer: POSIX, Shell and Utilities, 2.8.2.
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    private static readonly TimeSpan Steady = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastWordsLimit = TimeSpan.FromSeconds(2);

    /// <summary>Observes, plans and applies until there is nothing left to do.</summary>
    /// <returns>When to look again although nothing happens; null for never.</returns>
    public async Task<DateTimeOffset?> ReconcileAsync(string containerId, CancellationToken superseded, CancellationToken ct)
    {
        var failures = 0;
        while (await records.LoadAsync(containerId, ct) is { } state)
        {
            try
            {
                var plan = await PlanAsync(state, ct);
                if (plan.IsEmpty) return plan.WakeAt;
                foreach (var step in plan.Steps)
                {
                    using var slot = step.TakesLong ? null : await slots.EnterAsync(ct);
                    await steps.ApplyAsync(state, step, superseded, ct);
                }
            }
            catch (OperationCanceledException) when (superseded.IsCancellationRequested && !ct.IsCancellationRequested)
            {
                return clock.GetUtcNow();
            }
            catch (PlatformException error) when (error is { Code: ErrorCode.Conflict, Transient: true })
            {
                // Somebody else wrote at the same moment: look again.
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

    /// <summary>Writes down what the engine says, and says what is to be done.</summary>
    private async Task<ReconcilePlan> PlanAsync(ReconcileState state, CancellationToken ct)
    {
        using var slot = await slots.EnterAsync(ct);
        var observed = await ObserveAsync(state, ct);
        var now = clock.GetUtcNow();
        var noted = false;
        foreach (var instance in state.Instances)
            noted |= Observation.Note(state.Container, instance, observed.GetValueOrDefault(instance.Id), now);
        var plan = ReconcilePlan.From(state.Container, state.Deployment, state.Instances, observed, now);
        var settle = plan.IsEmpty && !(state.Container.RetryAt > now)
            && (state.Container.ObservedGeneration < state.Container.Generation || state.Container.Failure is not null);

        // A program that cannot start has started for a moment: success is said when it has lasted a little.
        var youngest = settle && state.Container.ShouldRun ? state.Instances.Where(i => i.Status == InstanceStatus.Running).Max(i => i.StartedAt) : null;
        if (youngest + Steady > now)
        {
            settle = false;
            plan = plan with { WakeAt = youngest + Steady };
        }

        if (noted || settle) await SaveAsync(state, observed, settle, ct);
        return plan;
    }

    private async Task<Dictionary<string, ObservedInstance>> ObserveAsync(ReconcileState state, CancellationToken ct)
    {
        var observed = new Dictionary<string, ObservedInstance>();
        foreach (var instance in state.Instances)
        {
            if (await workers.Get(instance.WorkerId).InspectAsync(instance.Id, ct) is not { } found)
            {
                if (instance is { StartedAt: { } run, Status: InstanceStatus.Running or InstanceStatus.Stopping } && !followers.WasReadToEnd(instance.Id, run))
                    ingest.RecordLoss(instance.ContainerId, instance.Id, state.Deployment.Number, "Somebody removed the engine container; what it wrote last may be missing.");
                continue;
            }

            observed[instance.Id] = found;
            if (found.State != ObservedState.Created)
                followers.Follow(state.Followed(instance), found.StartedAt, found.State is ObservedState.Running or ObservedState.Frozen);
        }

        return observed;
    }

    /// <summary>Writes what was observed and, when nothing is left to do, that the generation is brought about.</summary>
    private async Task SaveAsync(ReconcileState state, Dictionary<string, ObservedInstance> observed, bool settle, CancellationToken ct)
    {
        var ended = settle && state.Container.ShouldRun
            ? state.Instances.FirstOrDefault(i => i is { ExitCode: > 0, Status: InstanceStatus.Waiting or InstanceStatus.Exited })
            : null;
        var problem = ended is null ? null : await ExplainExitAsync(state, ended, ct);
        await records.WriteAsync(state.Container.Id, async write =>
        {
            foreach (var known in state.Instances)
                Observation.Note(write.Container, await write.InstanceAsync(known.Id, ct), observed.GetValueOrDefault(known.Id), write.Now);

            if (!settle || write.Container.Generation != state.Container.Generation) return;
            write.Container.Converged(state.Container.Generation);
            foreach (var operation in write.Operations)
            {
                if (problem is null) operation.Succeed(write.Now);
                else operation.Fail(problem, write.Now);
            }
        }, ct);
    }

    /// <summary>What a user wants to know of a start that ended at once: its last words are in the log.</summary>
    private async Task<Problem> ExplainExitAsync(ReconcileState state, Instance ended, CancellationToken ct)
    {
        await followers.DrainAsync(state.Followed(ended), ended.StartedAt, LastWordsLimit, ct);
        var log = logs.Get(ended.ContainerId);
        var last = logs.Read(ended.ContainerId, log.Head - 1, log.Head, 1) is [{ InstanceId: var writer } line] && writer == ended.Id
            ? $" Its last line: {Encoding.UTF8.GetString(line.Text.Span[..Math.Min(line.Text.Length, 500)]).Trim()}"
            : "";
        var what = ended.ExitCode switch
        {
            NotFound => "The program was not found in the image. Check entrypoint and command.",
            NotExecutable => "The program cannot be executed. Check entrypoint and command, and the file's mode.",
            _ when ended.OutOfMemory => $"It ran out of its {state.Container.MemoryBytes >> 20} MiB of memory right after its start. Give it more.",
            var code => $"It ended with exit code {code} right after its start.",
        };
        return new Problem(ErrorCode.Engine, what + last);
    }

    private async Task FailAsync(ReconcileState state, PlatformException error, CancellationToken ct)
    {
        // Said already, and nothing has changed: an engine that is away must not become a storm of writes.
        if (state.Container.Failure == error.Message && state.Container.RetryAt > clock.GetUtcNow()) return;
        await records.WriteAsync(state.Container.Id, write =>
        {
            if (write.Container.Generation != state.Container.Generation) return Task.CompletedTask;
            write.Container.Failed(error.Message, error.Transient, write.Now);
            foreach (var operation in write.Operations) operation.Fail(error.Problems[0], write.Now);
            return Task.CompletedTask;
        }, ct);
    }
}
