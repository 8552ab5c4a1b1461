using System.Text.Json;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Platform.Scaling;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Containers.Changes;

/// <summary>What every change of a container that is there has in common: it is asked for once, by somebody who may, overtakes what is under way, and is one transaction.</summary>
internal sealed class ContainerChanges(StateDatabase database, QuotaService quotas, AuditTrail audit, Idempotency idempotency, IdleSchedule schedule, TimeProvider clock)
{
    /// <summary>Does a change.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="right">What that needs.</param>
    /// <param name="id">The container.</param>
    /// <param name="kind">What is asked.</param>
    /// <param name="stages">The stages of the operation.</param>
    /// <param name="options">How it is asked.</param>
    /// <param name="change">Changes what is desired, and says what that does. A plan of <see cref="PlanAction.None"/> begins no operation.</param>
    /// <param name="ct">Cancels.</param>
    public Task<ContainerChange> ApplyAsync(
        Caller caller, Right right, string id, OperationKind kind, IReadOnlyList<string> stages, ChangeTerms options, Func<ChangeScope, Task<ContainerPlan>> change, CancellationToken ct) =>
        audit.WatchAsync(caller, Mutation(kind), id, () => ApplyOnceAsync(caller, right, id, kind, stages, options, change, ct), ct);

    /// <summary>What the API calls it.</summary>
    public static string Mutation(OperationKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    /// <summary>Begins the operation of a change, writes down who asked for it, and tells who waits for it.</summary>
    public Operation Begin(Work work, Caller caller, Container container, OperationKind kind, IReadOnlyList<string> stages, DateTimeOffset now)
    {
        var operation = work.Add(new Operation(Ids.New("opr"), kind, container, container.Id, container.Generation, caller.Actor, stages, now));
        audit.Record(work, caller, Mutation(kind), container.OrganizationId, container.Id, container.Name);
        work.Publish(new ContainerDesired(container.Id));
        work.Publish(new ContainerChanged(container.Id, container.OrganizationId, container.ProjectId));
        return operation;
    }

    private async Task<ContainerChange> ApplyOnceAsync(
        Caller caller, Right right, string id, OperationKind kind, IReadOnlyList<string> stages, ChangeTerms options, Func<ChangeScope, Task<ContainerPlan>> change, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var work = await database.BeginAsync(ct);
        var all = work.As(caller);
        await work.LockAsync(id, ct);
        var container = await all.Containers.SingleOrDefaultAsync(c => c.Id == id, ct);

        // Asked again, a delete finds no container any more; who asked for it then may know that it was done.
        var known = await Idempotency.FindAsync(work, caller, kind.ToString(), options, ct);
        if (container is null && known?.SubjectId == id) return new(null, await all.Operations.SingleOrDefaultAsync(o => o.Id == known.OperationId, ct), Nothing);
        caller.Demand(right, container, "container", id);
        if (known is not null) return new(container, await all.Operations.SingleOrDefaultAsync(o => o.Id == known.OperationId, ct), Nothing);

        var target = await all.Deployments.SingleAsync(d => d.Id == container.DeploymentId, ct);
        var scope = new ChangeScope(caller, work, container, target, now);
        var before = QuotaAmounts.Of(container);
        var plan = await change(scope);
        await quotas.ChargeAsync(work, container.OrganizationId, QuotaAmounts.Of(container) - before, ct);
        if (options.DryRun) return new(container, null, plan);

        Operation? operation = null;
        if (plan.Action != PlanAction.None)
        {
            schedule.Set(container, scope.Deployment.Spec);
            foreach (var overtaken in await all.Operations.Where(o => o.SubjectId == id && o.Status == OperationStatus.Running).ToListAsync(ct))
            {
                overtaken.Supersede(now);
                work.Publish(new OperationChanged(overtaken.Id, overtaken.OrganizationId));
            }

            operation = Begin(work, caller, container, kind, stages, now);
        }

        idempotency.Note(work, caller, kind.ToString(), options, id, operation?.Id);
        await work.CommitAsync(ct, () => new(ErrorCode.Conflict, "Somebody else changed it at the same moment. Load it again and repeat.") { Transient = true });
        return new(container, operation, plan);
    }

    private static ContainerPlan Nothing => new(PlanAction.None, null, []);
}

/// <summary>What a change works on.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Work">The transaction.</param>
/// <param name="Container">The container, to be changed.</param>
/// <param name="Target">The deployment that should serve until now.</param>
/// <param name="Now">The time.</param>
internal sealed record ChangeScope(Caller Caller, Work Work, Container Container, Deployment Target, DateTimeOffset Now)
{
    /// <summary>The deployment that should serve from now on.</summary>
    public Deployment Deployment { get; set; } = Target;
}
