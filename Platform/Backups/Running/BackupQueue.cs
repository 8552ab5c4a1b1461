using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Backups.Running;

/// <summary>What waits to be backed up or restored is in the database: the oldest first, restores before backups, and never two of one container at once.</summary>
internal sealed class BackupQueue(StateDatabase database, BackupRecords records, IOptions<BackupOptions> options)
{
    private const int Looked = 100;

    /// <summary>Takes what is next.</summary>
    /// <param name="busy">Containers that something is done to.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>What was taken; null when nothing waits that can be done now.</returns>
    public async Task<QueuedWork?> TakeAsync(IReadOnlySet<string> busy, CancellationToken ct)
    {
        QueuedWork? next;
        await using (var db = await database.ReadAsync(ct))
        {
            var all = db.As(BackupRecords.Self);
            next = (await all.Restores.Where(r => r.Status == RestoreStatus.Queued).OrderBy(r => r.Id).Take(Looked).Select(r => new QueuedWork(r.Id, r.ContainerId, true)).ToListAsync(ct))
                .Concat(await all.Backups.Where(b => b.Status == BackupStatus.Queued).OrderBy(b => b.Id).Take(Looked).Select(b => new QueuedWork(b.Id, b.ContainerId, false)).ToListAsync(ct))
                .FirstOrDefault(w => !busy.Contains(w.ContainerId));
        }

        if (next is null) return null;
        if (next.IsRestore)
        {
            await records.ChangeRestoreAsync(next.Id, (_, restore, operation, now) =>
            {
                restore.Begin();
                operation.Begin(BackupStages.Check, now);
            }, ct);
            return next;
        }

        var taken = false;
        await records.ChangeAsync(next.Id, (backup, operation, now) =>
        {
            if (!(taken = backup.Status == BackupStatus.Queued)) return;        // somebody has deleted it meanwhile
            backup.Begin(options.Value.Store);
            operation.Begin(BackupStages.Copy, now);
        }, ct);
        return taken ? next : await TakeAsync(busy, ct);
    }

    /// <summary>What an earlier server was at when it ended.</summary>
    public async Task<IReadOnlyList<QueuedWork>> InterruptedAsync(CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var all = db.As(BackupRecords.Self);
        return
        [
            .. await all.Restores.Where(r => r.Status == RestoreStatus.Running).Select(r => new QueuedWork(r.Id, r.ContainerId, true)).ToListAsync(ct),
            .. await all.Backups.Where(b => b.Status == BackupStatus.Running).Select(b => new QueuedWork(b.Id, b.ContainerId, false)).ToListAsync(ct),
        ];
    }
}

/// <summary>A backup or a restore.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ContainerId">What it is of.</param>
/// <param name="IsRestore">Which of the two.</param>
internal sealed record QueuedWork(string Id, string ContainerId, bool IsRestore);
