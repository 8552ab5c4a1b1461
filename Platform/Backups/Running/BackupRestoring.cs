using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Backups.Stores;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Files;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Pools;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.Platform.Backups.Running;

/// <summary>
/// Puts a backup's files into a container's volumes. All of the backup is read first, by what unpacks it, so one that is corrupt or cannot be restored costs no downtime; then nothing of the
/// container may run; then each volume is replaced as a whole, or stays as it was.
/// </summary>
internal sealed partial class BackupRestoring(
    StateDatabase database, BackupRecords records, RestoreHold hold, BackupStores stores, PoolReservations pools, WorkerRegistry workers, ContainerService containers, TimeProvider clock, ILogger<BackupRestoring> logger)
{
    /// <summary>Does one that was taken from the queue.</summary>
    public async Task RunAsync(string id, CancellationToken ct)
    {
        var done = new List<string>();
        try
        {
            await RestoreAsync(await LoadAsync(id, ct), done, ct);
        }
        catch (Exception error) when (error is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            await FailAsync(id, await ProblemOfAsync(error, id, done, ct), ct);
        }
    }

    /// <summary>Notes that it was not done, and lets the container run again with what it has.</summary>
    public async Task FailAsync(string id, Problem problem, CancellationToken ct)
    {
        string? container = null;
        await records.ChangeRestoreAsync(id, (_, restore, operation, now) =>
        {
            container = restore.ContainerId;
            restore.Fail(restore.IsNew ? $"{problem.Message} The new container has not all of its files: delete it, or restore into it once more." : problem.Message, now);
            operation.Fail(problem with { Message = restore.Failure! }, now);
        }, ct);
        if (container is not null) await hold.LiftAsync(container, ct);
    }

    private async Task RestoreAsync((Restore Restore, Backup Backup) loaded, List<string> done, CancellationToken ct)
    {
        var (restore, backup) = loaded;
        if (backup.Store is not { } kind || backup.Checksum is null) throw new PlatformException(ErrorCode.Conflict, "The backup is not complete.");
        var store = stores.Get(kind);
        var reading = Progress(restore, BackupStages.Check, backup.Parts, ct);
        await reading.TellAsync();
        var manifest = await BackupObjects.ReadManifestAsync(store, backup, ct);
        var (checking, _) = await PlacesAsync(restore, manifest, ct);
        await BackupObjects.VerifyAsync(store, checking, manifest.Parts, reading, ct);

        if (!restore.IsNew)
        {
            await BeginAsync(restore, BackupStages.Stop, ct);
            await hold.SetAsync(restore.ContainerId, ct);
            await pools.ReleaseAsync(restore.ContainerId, ct);      // what waits in a pool has the volume as it was, and would go on with that
        }

        var (worker, targets) = await PlacesAsync(restore, manifest, ct);
        var writing = Progress(restore, BackupStages.Restore, manifest.Parts, ct);
        foreach (var part in manifest.Parts)
        {
            writing.What = part.Target;
            await writing.TellAsync();
            await using var tar = await BackupObjects.OpenTarAsync(store, part, writing, ct);
            using var files = await worker.OpenVolumeAsync(targets[part.Target], make: true, ct);
            await files.UnpackAsync("", tar, UnpackMode.Replace, ct);
            done.Add(part.Target);
        }

        await writing.TellAsync();
        await BeginAsync(restore, BackupStages.Start, ct);
        await hold.LiftAsync(restore.ContainerId, ct);
        if (restore is { IsNew: true, Start: true }) await containers.StartAsync(BackupRecords.Self, restore.ContainerId, ChangeTerms.None, ct);
        await records.ChangeRestoreAsync(restore.Id, (_, r, operation, now) =>
        {
            r.Succeed(now);
            operation.Succeed(now);
        }, ct);
    }

    private StageProgress Progress(Restore restore, string stage, IReadOnlyList<BackupPart> parts, CancellationToken ct) =>
        new((detail, percent) => records.ReportAsync(restore.OperationId, stage, detail, percent, ct), parts.Sum(p => p.Bytes), clock) { What = parts is [var first, ..] ? first.Target : "" };

    private Task BeginAsync(Restore restore, string stage, CancellationToken ct) => records.ChangeRestoreAsync(restore.Id, (_, _, operation, now) => operation.Begin(stage, now), ct);

    private async Task<(Restore, Backup)> LoadAsync(string id, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var restore = await db.As(BackupRecords.Self).Restores.SingleAsync(r => r.Id == id, ct);
        return (restore, await db.As(BackupRecords.Self).Backups.SingleOrDefaultAsync(b => b.Id == restore.BackupId, ct) ?? throw PlatformException.NotFound("backup", restore.BackupId));
    }

    /// <summary>The volume for each part, and the machine that has them.</summary>
    private async Task<(IWorker Worker, IReadOnlyDictionary<string, string> Targets)> PlacesAsync(Restore restore, BackupManifest manifest, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var all = db.As(BackupRecords.Self);
        var container = await all.Containers.SingleOrDefaultAsync(c => c.Id == restore.ContainerId && !c.Deleting, ct)
            ?? throw new PlatformException(ErrorCode.NotFound, "The container was deleted meanwhile. Restore into a new one.");
        var spec = (await all.Deployments.SingleAsync(d => d.Id == container.DeploymentId, ct)).Spec;
        var worker = await all.Instances.Where(i => i.ContainerId == container.Id).OrderBy(i => i.Index).Select(i => i.WorkerId).FirstOrDefaultAsync(ct);
        return (workers.Get(worker ?? workers.Place()), RestoreTargets.Of(manifest.Parts, spec));
    }

    private async Task<Problem> ProblemOfAsync(Exception error, string id, List<string> done, CancellationToken ct)
    {
        Problem problem;
        switch (error)
        {
            case CorruptBackupException corrupt:
                problem = BackupObjects.Corrupt(corrupt);
                var (_, backup) = await LoadAsync(id, ct);
                await records.ChangeAsync(backup.Id, (b, _, _) => b.FoundCorrupt($"It is not what was written: {corrupt.Message}"), ct);
                break;
            case PlatformException known:
                problem = known.Problems[0];
                break;
            default:
                Failed(logger, error, id);
                problem = new(ErrorCode.Internal, $"The restore failed by a fault of ours; the server's log has more about {id}.");
                break;
        }

        return problem with { Message = done.Count == 0 ? $"{problem.Message} No file was changed." : $"{problem.Message} By then {string.Join(", ", done)} had the backup's files; the other volumes are as they were." };
    }

    [LoggerMessage(LogLevel.Error, "The restore {RestoreId} failed")]
    private static partial void Failed(ILogger logger, Exception error, string restoreId);
}
