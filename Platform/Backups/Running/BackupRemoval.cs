using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Backups.Stores;
using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Backups.Running;

/// <summary>Removes what is in stores and should not be. The manifest goes first, so that what a crash leaves is no backup; the record goes last, so that nothing is forgotten. It frees space, so it has the reserve of a full disk.</summary>
internal sealed partial class BackupRemoval(
    StateDatabase database, DiskReserve reserve, BackupRecords records, BackupStores stores, IOptions<BackupOptions> options, TimeProvider clock, ILogger<BackupRemoval> logger)
{
    private const int Batch = 100;

    /// <summary>Removes the objects of a backup. That the store does not answer is no failure of this: they go later.</summary>
    /// <returns>Whether nothing of it is there any more.</returns>
    public Task<bool> RemoveObjectsAsync(string id, CancellationToken ct) => reserve.RunAsync(() => RemoveObjectsOnceAsync(id, ct));

    private async Task<bool> RemoveObjectsOnceAsync(string id, CancellationToken ct)
    {
        if (await records.FindAsync(id, ct) is not { HasObjects: true } backup) return true;
        try
        {
            await stores.Get(backup.Store!.Value).RemoveAsync(BackupObjects.FolderOf(backup), BackupObjects.ManifestOf(backup), ct);
        }
        catch (PlatformException error)
        {
            Left(logger, id, error.Message);
            return false;
        }

        await records.ChangeAsync(id, (b, _, _) => b.Removed(), ct);
        return true;
    }

    /// <summary>Removes those that are to go, what failed ones have left, and records that are older than they are kept.</summary>
    /// <returns>How many backups are gone, and how many are left because their store does not let go of them.</returns>
    public Task<(int Removed, int Left)> SweepAsync(CancellationToken ct) => reserve.RunAsync(() => SweepOnceAsync(ct));

    private async Task<(int Removed, int Left)> SweepOnceAsync(CancellationToken ct)
    {
        var (removed, left) = (0, 0);
        for (string? after = null; await PageAsync(after, ct) is { Count: > 0 } page; after = page[^1].Id)
        {
            foreach (var backup in page)
            {
                if (!await RemoveObjectsAsync(backup.Id, ct)) left++;
                else if (backup.Status == BackupStatus.Deleting || backup.CreatedAt < clock.GetUtcNow() - options.Value.RecordAge) removed += await ForgetAsync(backup.Id, ct);
            }
        }

        await using var work = await database.BeginAsync(ct);
        var old = clock.GetUtcNow() - options.Value.RecordAge;
        await work.As(BackupRecords.Self).Restores.Where(r => r.FinishedAt < old).ExecuteDeleteAsync(ct);
        await work.CommitAsync(ct);
        return (removed, left);
    }

    private async Task<List<Backup>> PageAsync(string? after, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var old = clock.GetUtcNow() - options.Value.RecordAge;
        var gone = db.As(BackupRecords.Self).Backups.Where(b => b.Status == BackupStatus.Deleting || (b.Status == BackupStatus.Failed && (b.HasObjects || b.CreatedAt < old)));
        return (await Page.OfAsync(gone, b => b.Id, new PageRequest(Batch, after), ct)).Items.ToList();
    }

    private async Task<int> ForgetAsync(string id, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        if (await work.As(BackupRecords.Self).Backups.SingleOrDefaultAsync(b => b.Id == id, ct) is not { } backup) return 0;
        work.Remove(backup);
        BackupRecords.Tell(work, backup);
        await work.CommitAsync(ct);
        return 1;
    }

    [LoggerMessage(LogLevel.Warning, "Objects of the backup {BackupId} are left in its store, and are removed later: {Reason}")]
    private static partial void Left(ILogger logger, string backupId, string reason);
}
