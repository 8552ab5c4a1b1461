using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Runtime;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Scaling;

/// <summary>Wakes containers for those who use them. Waking never starts what a user stopped or a hold forbids, and says why.</summary>
public sealed class PowerService
{
    private static readonly string[] StagesOfWake = [Stages.Thaw, Stages.Create, Stages.Start, Stages.CheckHealth];

    private readonly StateDatabase database;
    private readonly ContainerChanges changes;
    private readonly ActivityTracker activity;
    private readonly LiveInstances live;
    private readonly TimeProvider clock;

    internal PowerService(StateDatabase database, ContainerChanges changes, ActivityTracker activity, LiveInstances live, TimeProvider clock)
    {
        this.database = database;
        this.changes = changes;
        this.activity = activity;
        this.live = live;
        this.clock = clock;
    }

    /// <summary>Wakes a container; one that is awake counts as used.</summary>
    /// <exception cref="PlatformException">CONFLICT: it was stopped, or is held.</exception>
    public Task<ContainerChange> WakeAsync(Caller caller, string id, ChangeTerms options, CancellationToken ct) =>
        changes.ApplyAsync(caller, Right.Execute, id, OperationKind.WakeContainer, StagesOfWake, options, scope =>
        {
            DemandWakeable(scope.Container);
            if (!options.DryRun) activity.Touch(id, UseKind.Change);
            if (scope.Container.Power == PowerState.Active) return Task.FromResult(new ContainerPlan(PlanAction.None, null, []));
            scope.Container.Wake(scope.Now);
            return Task.FromResult(new ContainerPlan(PlanAction.Wake, null, []));
        }, ct);

    /// <summary>Notes a use of a container, wakes it if need be, and waits until one of its instances is as wanted.</summary>
    /// <param name="caller">Needs the right to run commands in it.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="kind">What the use is.</param>
    /// <param name="wanted">Which instance will do.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlatformException">CONFLICT: it was stopped, is held, or cannot run. CAPACITY: it was not there in time.</exception>
    public async Task<LiveInstance> UseAsync(
        Caller caller, string containerId, UseKind kind, Func<LiveInstance, bool> wanted, TimeSpan limit, CancellationToken ct)
    {
        var container = await DemandAsync(caller, containerId, ct);
        activity.Touch(containerId, kind);      // before the look: who is about to freeze it looks in the other order
        if (live.Of(containerId).FirstOrDefault(wanted) is { } ready) return ready;

        // Asked anew: it may have fallen idle since it was read.
        var woken = await WakeAsync(caller, containerId, ChangeTerms.None, ct);
        if (woken is { Plan.Action: PlanAction.None, Container: { } awake }) await DemandNotFailedAsync(containerId, awake, ct);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        waiting.CancelAfter(limit);
        try
        {
            return await live.WaitAsync(containerId, wanted, waiting.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new PlatformException(ErrorCode.Capacity, $"Container '{container.Name}' did not become ready within {limit.TotalSeconds:0} s. Its status and its log say more.") { Transient = true };
        }
    }

    private static void DemandWakeable(Container container)
    {
        if (container.Deleting) throw new PlatformException(ErrorCode.Conflict, $"Container '{container.Name}' is being deleted.");
        if (container.Desired == DesiredState.Stop) throw new PlatformException(ErrorCode.Conflict, $"Container '{container.Name}' is not running: it was stopped. Start it first.");
        if (container.Holds != Holds.None)
            throw new PlatformException(ErrorCode.Conflict, $"Container '{container.Name}' may not run: {ContainerCondition.HeldBecause(container.Holds)}");
    }

    private async Task<Container> DemandAsync(Caller caller, string containerId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var container = await db.As(caller).Containers.SingleOrDefaultAsync(c => c.Id == containerId, ct);
        caller.Demand(Right.Execute, container, "container", containerId);
        return container;
    }

    /// <summary>One that has given up is not waited for.</summary>
    private async Task DemandNotFailedAsync(string containerId, Container container, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var all = db.As(Caller.System("power"));
        var target = await all.Deployments.SingleAsync(d => d.Id == container.DeploymentId, ct);
        var condition = ContainerCondition.Of(container, target, await all.Instances.Where(i => i.ContainerId == containerId).ToListAsync(ct), clock.GetUtcNow());
        if (condition.Status is ContainerStatus.Failed or ContainerStatus.Stopped)
            throw new PlatformException(ErrorCode.Conflict, $"Container '{container.Name}' is not running: {condition.Reason}");
    }
}
