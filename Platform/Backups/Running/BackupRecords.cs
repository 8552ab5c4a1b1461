using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Backups.Policies;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Notifications;
using GraphPlatform.Platform.Operations;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Backups.Running;

/// <summary>Writes how far backups and restores are. Every write tells watchers.</summary>
internal sealed class BackupRecords(StateDatabase database, DiskReserve reserve, TimeProvider clock)
{
    /// <summary>Who makes backups, in records.</summary>
    public static readonly Caller Self = Caller.System("backups");

    public async Task<Backup?> FindAsync(string id, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(Self).Backups.SingleOrDefaultAsync(b => b.Id == id, ct);
    }

    /// <summary>Changes a backup and its operation.</summary>
    public Task ChangeAsync(string id, Action<Backup, Operation, DateTimeOffset> change, CancellationToken ct) => ChangeAsync(id, (_, backup, operation, now) => change(backup, operation, now), ct);

    /// <summary>Changes a backup and its operation, and what goes with that.</summary>
    public Task ChangeAsync(string id, Action<Work, Backup, Operation, DateTimeOffset> change, CancellationToken ct) => Work.RetryAsync(async () =>
    {
        await using var work = await database.BeginAsync(ct);
        if (await work.As(Self).Backups.SingleOrDefaultAsync(b => b.Id == id, ct) is not { } backup) return false;
        var operation = await work.As(Self).Operations.SingleAsync(o => o.Id == backup.OperationId, ct);
        change(work, backup, operation, clock.GetUtcNow());
        Tell(work, backup);
        work.Publish(new OperationChanged(operation.Id, operation.OrganizationId));
        await work.CommitAsync(ct);
        return true;
    });

    /// <summary>Changes a restore and its operation.</summary>
    public Task ChangeRestoreAsync(string id, Action<Work, Restore, Operation, DateTimeOffset> change, CancellationToken ct) => Work.RetryAsync(async () =>
    {
        await using var work = await database.BeginAsync(ct);
        if (await work.As(Self).Restores.SingleOrDefaultAsync(r => r.Id == id, ct) is not { } restore) return false;
        var operation = await work.As(Self).Operations.SingleAsync(o => o.Id == restore.OperationId, ct);
        change(work, restore, operation, clock.GetUtcNow());
        work.Publish(new OperationChanged(operation.Id, operation.OrganizationId));
        work.Publish(new BackupChanged(restore.Id, restore.ContainerId, restore.OrganizationId));
        await work.CommitAsync(ct);
        return true;
    });

    /// <summary>Says how far a stage of an operation is.</summary>
    public Task ReportAsync(string operationId, string stage, string detail, int? percent, CancellationToken ct) => Work.RetryAsync(async () =>
    {
        await using var work = await database.BeginAsync(ct);
        if (await work.As(Self).Operations.SingleOrDefaultAsync(o => o.Id == operationId, ct) is not { } operation) return false;
        operation.Begin(stage, clock.GetUtcNow());
        operation.Report(stage, detail, percent);
        work.Publish(new OperationChanged(operation.Id, operation.OrganizationId));
        await work.CommitAsync(ct);
        return true;
    });

    /// <summary>Notes that a backup was not made. A schedule's owner does not look, so it is told.</summary>
    public Task FailAsync(string id, Problem problem, CancellationToken ct) => ChangeAsync(id, (work, backup, operation, now) =>
    {
        backup.Fail(problem.Message, now);
        operation.Fail(problem, now);
        if (backup.Trigger == BackupTrigger.Scheduled)
            NotificationService.Tell(work, backup.OrganizationId, NotificationKind.BackupFailed, $"{backup.ContainerName} was not backed up", problem.Message, backup.ContainerId, now);
    }, ct);

    /// <summary>Which of some backups of a container retention does not keep.</summary>
    public static async Task<IReadOnlyList<string>> NotKeptAsync(VisibleSets all, string containerId, DateTimeOffset now, CancellationToken ct)
    {
        var verified = await all.Backups.Where(b => b.ContainerId == containerId && b.Status == BackupStatus.Verified)
            .Select(b => new RetainedBackup(b.Id, b.Trigger, b.CreatedAt, b.KeepUntil)).ToListAsync(ct);
        var keepLast = await all.BackupPolicies.Where(p => p.ContainerId == containerId).Select(p => p.KeepLast).SingleOrDefaultAsync(ct);
        var open = await all.Restores.Where(r => r.Status == RestoreStatus.Queued || r.Status == RestoreStatus.Running).Select(r => r.BackupId).ToListAsync(ct);
        var removable = BackupRetention.Removable(verified, keepLast, await all.Containers.AnyAsync(c => c.Id == containerId, ct), now);
        return [.. removable.Select(b => b.Id).Except(open)];
    }

    /// <summary>Lets those of a container go that retention does not keep.</summary>
    /// <returns>How many.</returns>
    public Task<int> RetainAsync(string containerId, CancellationToken ct) => reserve.RunAsync(() => Work.RetryAsync(async () =>
    {
        await using var work = await database.BeginAsync(ct);
        var ids = await NotKeptAsync(work.As(Self), containerId, clock.GetUtcNow(), ct);
        foreach (var backup in await work.As(Self).Backups.Where(b => ids.Contains(b.Id)).ToListAsync(ct))
        {
            backup.Delete();
            Tell(work, backup);
        }

        if (ids.Count > 0) work.Publish(new BackupWork());
        await work.CommitAsync(ct);
        return ids.Count;
    }));

    internal static void Tell(Work work, Backup backup) => work.Publish(new BackupChanged(backup.Id, backup.ContainerId, backup.OrganizationId));
}
