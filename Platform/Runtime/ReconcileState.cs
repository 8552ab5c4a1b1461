using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Projects;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Runtime;

/// <summary>What the database has of one container.</summary>
internal sealed record ReconcileState(Container Container, Deployment Deployment, Project Project, IReadOnlyList<Instance> Instances)
{
    /// <summary>How followers know an instance.</summary>
    public FollowedInstance Followed(Instance instance) => new(instance.Id, instance.ContainerId, instance.WorkerId, Deployment.Number);
}

/// <summary>Reads and writes the observed side of one container. Every write tells watchers.</summary>
internal sealed class ReconcileRecords(StateDatabase database, TimeProvider clock)
{
    /// <summary>Who the reconciler is in records.</summary>
    public static readonly Caller Self = Caller.System("reconciler");

    /// <summary>What is recorded; null when the container is gone.</summary>
    public async Task<ReconcileState?> LoadAsync(string containerId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var all = db.As(Self);
        if (await all.Containers.SingleOrDefaultAsync(c => c.Id == containerId, ct) is not { } container) return null;
        return new(
            container,
            await all.Deployments.SingleAsync(d => d.Id == container.DeploymentId, ct),
            await all.Projects.SingleAsync(p => p.Id == container.ProjectId, ct),
            await all.Instances.Where(i => i.ContainerId == containerId).OrderBy(i => i.Index).ToListAsync(ct));
    }

    /// <summary>Changes the container's observed side and the operations that are under way, in one transaction.</summary>
    public async Task WriteAsync(string containerId, Func<ReconcileWrite, Task> change, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        var all = work.As(Self);
        if (await all.Containers.SingleOrDefaultAsync(c => c.Id == containerId, ct) is not { } container) return;
        var operations = await all.Operations.Where(o => o.SubjectId == containerId && o.Status == OperationStatus.Running).ToListAsync(ct);
        var write = new ReconcileWrite(work, container, operations, clock.GetUtcNow());
        await change(write);
        container.Touch();
        foreach (var operation in operations) work.Publish(new OperationChanged(operation.Id, operation.OrganizationId));
        work.Publish(new ContainerChanged(container.Id, container.OrganizationId, container.ProjectId, write.IsForgotten));
        await work.CommitAsync(ct);
    }
}

/// <summary>One write of the reconciler.</summary>
internal sealed class ReconcileWrite(Work work, Container container, IReadOnlyList<Operation> operations, DateTimeOffset now)
{
    public Work Work => work;

    public Container Container => container;

    /// <summary>Those that are under way.</summary>
    public IReadOnlyList<Operation> Operations => operations;

    public DateTimeOffset Now => now;

    /// <summary>Whether the container's row goes with this write.</summary>
    public bool IsForgotten { get; set; }

    public VisibleSets All => work.As(ReconcileRecords.Self);

    /// <summary>Begins a stage of what is under way.</summary>
    public void Begin(string stage)
    {
        foreach (var operation in operations) operation.Begin(stage, now);
    }

    public Task<Instance> InstanceAsync(string id, CancellationToken ct) => All.Instances.SingleAsync(i => i.Id == id, ct);
}
