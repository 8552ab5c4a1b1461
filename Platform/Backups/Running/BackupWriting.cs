using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Backups.Stores;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Files;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Platform.Runtime.Plans;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.Platform.Backups.Running;

/// <summary>Makes a backup: copies each volume, writes the manifest last, reads all of it back, and only then lets older ones go.</summary>
internal sealed partial class BackupWriting(
    StateDatabase database, BackupRecords records, BackupRemoval removal, BackupStores stores, QuotaService quotas, WorkerRegistry workers, TimeProvider clock, ILogger<BackupWriting> logger)
{
    private const int FreshMode = 0b111_101_101;

    /// <summary>Makes one that was taken from the queue.</summary>
    public async Task RunAsync(string id, CancellationToken ct)
    {
        try
        {
            await WriteAsync(id, ct);
        }
        catch (Exception error) when (error is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            await FailAsync(id, ProblemOf(error, id), ct);
            return;
        }

        if (await records.FindAsync(id, ct) is { } made) await records.RetainAsync(made.ContainerId, ct);
    }

    /// <summary>Notes that it was not made, and leaves nothing of it behind.</summary>
    public async Task FailAsync(string id, Problem problem, CancellationToken ct)
    {
        await records.FailAsync(id, problem, ct);
        await removal.RemoveObjectsAsync(id, ct);
    }

    private async Task WriteAsync(string id, CancellationToken ct)
    {
        if (await records.FindAsync(id, ct) is not { } backup) return;
        await quotas.DemandStorageLeftAsync(backup.OrganizationId, ct);      // a schedule asks for it without looking
        var source = await SourceAsync(backup, ct);
        var store = stores.Get(backup.Store!.Value);
        var progress = new StageProgress((detail, percent) => records.ReportAsync(backup.OperationId, BackupStages.Copy, detail, percent, ct), total: null, clock);
        var begun = clock.GetUtcNow();
        var parts = new List<BackupPart>();
        foreach (var mount in source.Deployment.Spec.Mounts)
        {
            progress.What = mount.Target;
            await progress.TellAsync();
            var key = BackupObjects.PartOf(backup, parts.Count);
            var (packed, bytes, content, hash) = await BackupObjects.WriteAsync(store, key, (output, token) => PackAsync(source.Worker, mount.VolumeId, output, token), progress.AddAsync, ct);
            parts.Add(new(mount.Target, source.Names[mount.VolumeId], mount.Target == VolumeTargets.Work, key, bytes, content, hash)
            {
                Content = packed.Content, LeftOut = packed.LeftOut is [] ? null : packed.LeftOut, LeftOutCount = packed.LeftOutCount == 0 ? null : packed.LeftOutCount,
            });
        }

        await progress.TellAsync();
        var manifest = new BackupManifest(
            BackupManifest.Current, backup.Id, begun, backup.ContainerId, backup.ContainerName, source.Deployment.Number, source.Deployment.Spec, source.Container.Runtime,
            source.Container.SecurityProfileId, parts).ToBytes();
        await records.ChangeAsync(id, (b, operation, now) =>
        {
            operation.Begin(BackupStages.Finish, now);
            b.Written(parts, manifest.Length, BackupManifest.ChecksumOf(manifest));
        }, ct);
        await store.PutAsync(BackupObjects.ManifestOf(backup), async (output, token) => await output.WriteAsync(manifest, token), ct);
        await VerifyAsync(id, store, source.Worker, ct);
    }

    private async Task VerifyAsync(string id, IBackupStore store, IWorker worker, CancellationToken ct)
    {
        var backup = (await records.FindAsync(id, ct))!;
        var progress = new StageProgress((detail, percent) => records.ReportAsync(backup.OperationId, BackupStages.Verify, detail, percent, ct), backup.Parts.Sum(p => p.Bytes), clock);
        var manifest = await BackupObjects.ReadManifestAsync(store, backup, ct);
        await BackupObjects.VerifyAsync(store, worker, manifest.Parts, progress, ct);
        await records.ChangeAsync(id, (b, operation, now) =>
        {
            b.Verify(now);
            operation.Succeed(now);
        }, ct);
    }

    /// <summary>What the container is now: its configuration, and the machine that has its volumes.</summary>
    private async Task<Source> SourceAsync(Backup backup, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var all = db.As(BackupRecords.Self);
        var container = await all.Containers.SingleOrDefaultAsync(c => c.Id == backup.ContainerId, ct)
            ?? throw new PlatformException(ErrorCode.NotFound, $"The container {backup.ContainerName} was deleted before it was its backup's turn.");
        var serving = container.ServingDeploymentId is { } id ? await all.Deployments.SingleAsync(d => d.Id == id, ct) : null;
        var deployment = Deployment.WithVolumes(ReconcilePlan.Goal(await all.Deployments.SingleAsync(d => d.Id == container.DeploymentId, ct), serving), serving);
        var ids = deployment.Spec.Mounts.Select(m => m.VolumeId).ToList();
        var names = await all.Volumes.Where(v => ids.Contains(v.Id)).ToDictionaryAsync(v => v.Id, v => v.Name, ct);
        var worker = await all.Instances.Where(i => i.ContainerId == container.Id).OrderBy(i => i.Index).Select(i => i.WorkerId).FirstOrDefaultAsync(ct);
        return new(container, deployment, names, workers.Get(worker ?? workers.Place()));
    }

    /// <summary>
    /// Packs a volume. One that was never used belongs to nobody yet: its root is left out, so that it keeps the owner that it has where it is restored.
    /// </summary>
    private static async Task<PackedTar> PackAsync(IWorker worker, string volumeId, Stream output, CancellationToken ct)
    {
        if (!await worker.HasFilesAsync(volumeId, ct) && !await IsOwnedAsync(worker, volumeId, ct))
        {
            // An archive without entries is its end.
            await output.WriteAsync(new byte[BackupObjects.EmptyTarBytes], ct);
            return new PackedTar(new TarContent(0, 0), [], 0);
        }

        using var files = await worker.OpenVolumeAsync(volumeId, make: false, ct);
        return await files.PackAsync("", output, ct);
    }

    /// <summary>Whether somebody was given a volume: as the engine makes one it is root's, for all to read.</summary>
    private static async Task<bool> IsOwnedAsync(IWorker worker, string volumeId, CancellationToken ct)
    {
        try
        {
            using var files = await worker.OpenVolumeAsync(volumeId, make: false, ct);
            return await files.FindAsync("", ct) is { } root && (root.UserId, root.GroupId, root.Mode) != (0, 0, FreshMode);
        }
        catch (PlatformException error) when (error.Code == ErrorCode.Conflict)
        {
            return false;       // it was not even made
        }
    }

    private Problem ProblemOf(Exception error, string id)
    {
        switch (error)
        {
            case PlatformException known:
                return known.Problems[0];
            case CorruptBackupException corrupt:
                return new(ErrorCode.Store, $"What was read back from the store is not what was written: {corrupt.Message} Look whether its disk is failing.");
            default:
                Failed(logger, error, id);
                return new(ErrorCode.Internal, $"The backup failed by a fault of ours; the server's log has more about {id}.");
        }
    }

    [LoggerMessage(LogLevel.Error, "The backup {BackupId} failed")]
    private static partial void Failed(ILogger logger, Exception error, string backupId);

    private sealed record Source(Container Container, Deployment Deployment, Dictionary<string, string> Names, IWorker Worker);
}
