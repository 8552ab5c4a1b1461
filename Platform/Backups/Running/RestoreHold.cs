using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Scaling;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Backups.Running;

/// <summary>
/// Keeps a container from running while its files are replaced. It is a hold like others: what its user wants stays as it is, nobody can start it meanwhile, the
/// reconciler alone ends and starts its instances, and a crash leaves the hold in the database, where the next start finds it.
/// </summary>
internal sealed class RestoreHold(StateDatabase database, IdleSchedule schedule, EventBus events, TimeProvider clock)
{
    /// <summary>Holds it, and waits until nothing of it runs.</summary>
    /// <exception cref="PlatformException">NOT_FOUND: it is gone. ENGINE: its instances cannot be ended.</exception>
    public async Task SetAsync(string containerId, CancellationToken ct)
    {
        using var changes = events.Subscribe<ContainerChanged>(e => e.ContainerId == containerId, capacity: 1);
        var generation = await ChangeAsync(containerId, (container, now) => container.Hold(Holds.Restore, now), ct) ?? throw Gone();
        while (!await IsQuietAsync(containerId, generation, ct))
        {
            await changes.WaitAsync(ct);
            while (changes.TryRead(out _))
            {
                // Several changes at once are looked at once.
            }
        }
    }

    /// <summary>Lets it run again, if its user wants that. That it is gone, or was not held, is fine.</summary>
    public Task LiftAsync(string containerId, CancellationToken ct) => ChangeAsync(containerId, (container, now) =>
    {
        if (container.Holds.HasFlag(Holds.Restore)) container.Lift(Holds.Restore, now);
    }, ct);

    /// <summary>Lets all run again whose restore is over: what a crash has left.</summary>
    public async Task LiftForgottenAsync(CancellationToken ct)
    {
        List<string> held;
        await using (var db = await database.ReadAsync(ct))
        {
            var open = db.As(BackupRecords.Self).Restores.Where(r => r.Status == RestoreStatus.Queued || r.Status == RestoreStatus.Running).Select(r => r.ContainerId);
            held = await db.As(BackupRecords.Self).Containers.Where(c => c.Holds >= Holds.Restore && !c.Deleting && !open.Contains(c.Id)).Select(c => c.Id).ToListAsync(ct);
        }

        foreach (var id in held) await LiftAsync(id, ct);
    }

    private static PlatformException Gone() => new(ErrorCode.NotFound, "The container was deleted meanwhile. Restore into a new one.");

    private async Task<bool> IsQuietAsync(string containerId, long generation, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var all = db.As(BackupRecords.Self);
        if (await all.Containers.SingleOrDefaultAsync(c => c.Id == containerId, ct) is not { Deleting: false } container) throw Gone();
        if (container.Failure is { } failure && container.Generation >= generation) throw new PlatformException(ErrorCode.Engine, $"The container could not be stopped, so nothing was changed: {failure}");
        return container.ObservedGeneration >= generation && !(await all.Instances.Where(i => i.ContainerId == containerId).ToListAsync(ct)).Exists(i => i.IsAlive);
    }

    private Task<long?> ChangeAsync(string containerId, Action<Container, DateTimeOffset> change, CancellationToken ct) => Work.RetryAsync(async () =>
    {
        await using var work = await database.BeginAsync(ct);
        var all = work.As(BackupRecords.Self);
        if (await all.Containers.SingleOrDefaultAsync(c => c.Id == containerId && !c.Deleting, ct) is not { } container) return (long?)null;
        var (before, now) = (container.Generation, clock.GetUtcNow());
        change(container, now);
        if (container.Generation == before) return before;
        schedule.Set(container, (await all.Deployments.SingleAsync(d => d.Id == container.DeploymentId, ct)).Spec);
        foreach (var overtaken in await all.Operations.Where(o => o.SubjectId == containerId && o.Status == OperationStatus.Running).ToListAsync(ct))
        {
            overtaken.Supersede(now);
            work.Publish(new OperationChanged(overtaken.Id, overtaken.OrganizationId));
        }

        work.Publish(new ContainerDesired(containerId));
        work.Publish(new ContainerChanged(containerId, container.OrganizationId, container.ProjectId));
        await work.CommitAsync(ct);
        return container.Generation;
    });
}
