using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Operations;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Runtime;

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
        var instances = await all.Instances.Where(i => i.ContainerId == containerId).OrderBy(i => i.Index).ToListAsync(ct);
        string?[] named = [container.DeploymentId, container.ServingDeploymentId, .. instances.Select(i => i.DeploymentId)];
        var deployments = await all.Deployments.Where(d => named.Contains(d.Id)).ToDictionaryAsync(d => d.Id, ct);
        return new(
            container,
            deployments[container.DeploymentId],
            container.ServingDeploymentId is { } serving ? deployments[serving] : null,
            await all.Projects.SingleAsync(p => p.Id == container.ProjectId, ct),
            instances,
            deployments);
    }

    /// <summary>The ids of the volumes that a container was made with and that may go with it.</summary>
    public async Task<IReadOnlyList<string>> OwnVolumesAsync(string containerId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(Self).Volumes.Where(v => v.ContainerId == containerId && !v.Named).Select(v => v.Id).ToListAsync(ct);
    }

    /// <summary>Changes the container's observed side and the operations that are under way, in one transaction.</summary>
    public async Task WriteAsync(string containerId, Func<ReconcileWrite, Task> change, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        await work.LockAsync(containerId, ct);
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
