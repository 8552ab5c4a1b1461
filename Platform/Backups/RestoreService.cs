using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Backups.Running;
using GraphPlatform.Platform.Backups.Stores;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Volumes;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Backups;

/// <summary>A container that a backup is restored into and that is made for it.</summary>
/// <param name="ProjectId">Where.</param>
/// <param name="Name">A DNS label, unique in the project.</param>
/// <param name="Ports">Whether it publishes the host ports that the original had.</param>
/// <param name="Start">Whether it starts when its files are there.</param>
public sealed record RestoreInto(string ProjectId, string Name, bool Ports, bool Start);

/// <summary>What a restore does.</summary>
/// <param name="Replaces">Volumes whose files all go, and where the container has them.</param>
/// <param name="Makes">Volumes that are made, by their places.</param>
/// <param name="DowntimeBecause">Why the container does not answer for a while; null when it does not now, or is new.</param>
public sealed record RestorePlan(IReadOnlyList<string> Replaces, IReadOnlyList<string> Makes, string? DowntimeBecause);

/// <summary>A restore that was asked for.</summary>
/// <param name="Container">Into which container.</param>
/// <param name="Restore">It; null for a plan.</param>
/// <param name="Plan">What it does.</param>
public sealed record RestoreChange(Container Container, Restore? Restore, RestorePlan Plan);

/// <summary>Asks for restores. They wait in the database for their turn.</summary>
public sealed class RestoreService
{
    private const string Command = "RestoreBackup";
    private static readonly Caller Self = Caller.System("restores");

    private readonly StateDatabase database;
    private readonly BackupStores stores;
    private readonly ContainerCreation creation;
    private readonly AuditTrail audit;
    private readonly Idempotency idempotency;
    private readonly TimeProvider clock;

    internal RestoreService(StateDatabase database, BackupStores stores, ContainerCreation creation, AuditTrail audit, Idempotency idempotency, TimeProvider clock) =>
        (this.database, this.stores, this.creation, this.audit, this.idempotency, this.clock) = (database, stores, creation, audit, idempotency, clock);

    /// <summary>Puts a backup's files into a container that is there: all that is in those of its volumes that the backup has is replaced. Its configuration stays.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="backupId">What.</param>
    /// <param name="containerId">Into which; null: the one that it is of.</param>
    /// <param name="terms">How it is asked.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlatformException">NOT_FOUND. FORBIDDEN. CONFLICT: it is no good backup, or the container has no volume where the backup has files.</exception>
    public Task<RestoreChange> RestoreAsync(Caller caller, string backupId, string? containerId, ChangeTerms terms, CancellationToken ct) =>
        audit.WatchAsync(caller, "restoreBackup", backupId, async () =>
        {
            await using var work = await database.BeginAsync(ct);
            var all = work.As(caller);
            var backup = await all.Backups.SingleOrDefaultAsync(b => b.Id == backupId, ct);
            caller.Demand(Right.Deploy, backup, "backup", backupId);
            var id = containerId ?? backup.ContainerId;
            await work.LockAsync(id, ct);
            var container = await all.Containers.SingleOrDefaultAsync(c => c.Id == id, ct);
            if (container is null && containerId is null)
                throw new PlatformException(ErrorCode.NotFound, $"The container {backup.ContainerName} is gone. Restore into a new one.", "containerId");
            caller.Demand(Right.Deploy, container, "container", id);
            DemandSameOrganization(backup, container.OrganizationId, "containerId");
            var spec = (await all.Deployments.SingleAsync(d => d.Id == container.DeploymentId, ct)).Spec;
            var plan = new RestorePlan([.. RestoreTargets.Of(backup.Parts, spec).Keys], [], container.ShouldRun ? "Nothing of it may run while its files are replaced." : null);
            if (await Idempotency.FindAsync(work, caller, Command, terms, ct) is { } known) return new(container, await all.Restores.SingleOrDefaultAsync(r => r.Id == known.SubjectId, ct), plan);
            DemandGood(backup);
            if (container.Deleting) throw new PlatformException(ErrorCode.Conflict, $"Container '{container.Name}' is being deleted. Restore into a new one.");
            if (await all.Restores.AnyAsync(r => r.ContainerId == id && (r.Status == RestoreStatus.Queued || r.Status == RestoreStatus.Running), ct))
                throw new PlatformException(ErrorCode.Conflict, $"'{container.Name}' is being restored already. Wait until that has ended.");
            if (terms.DryRun) return new(container, null, plan);
            var restore = Add(work, caller, backup, container, isNew: false, start: false);
            idempotency.Note(work, caller, Command, terms, restore.Id, restore.OperationId);
            await work.CommitAsync(ct, SameMoment);
            return new RestoreChange(container, restore, plan);
        }, ct);

    /// <summary>Makes a container of the backup's configuration, with volumes of its own that get the backup's files before it starts.</summary>
    /// <exception cref="PlatformException">NOT_FOUND. FORBIDDEN. CONFLICT: it is no good backup, or a name or host port is taken. QUOTA_EXCEEDED.</exception>
    public async Task<RestoreChange> RestoreIntoNewAsync(Caller caller, string backupId, RestoreInto into, ChangeTerms terms, CancellationToken ct)
    {
        var (backup, done) = await audit.WatchAsync(caller, "restoreBackup", backupId, () => FindAsync(caller, backupId, into, terms, ct), ct);
        var makes = backup.Parts.Select(p => p.Target).ToList();
        if (done is not null) return done with { Plan = new([], makes, null) };
        DemandGood(backup);
        var manifest = await ManifestAsync(backup, ct);
        Restore? restore = null;
        var wanted = new NewContainer(into.ProjectId, into.Name, manifest.Config(into.Ports), Start: false)
        {
            Volumes = [.. manifest.Parts.Where(p => !p.Work).Select(p => new NewVolume(p.Volume, p.Target, manifest.Spec.Mounts.Any(m => m.FromImage && m.Target == p.Target)))],
            Along = (work, container) =>
            {
                container.Hold(Holds.Restore, clock.GetUtcNow());
                restore = Add(work, caller, backup, container, isNew: true, into.Start);
                idempotency.Note(work, caller, Command, terms, restore.Id, restore.OperationId);
            },
        };
        var made = await creation.CreateAsync(caller, wanted, ChangeTerms.None with { DryRun = terms.DryRun }, ct);
        return new(made.Container!, restore, new([], makes, null));      // without a key nothing was asked for before
    }

    /// <summary>Restores by id, as far as the caller may see them.</summary>
    public async Task<IReadOnlyDictionary<string, Restore>> ByIdAsync(Caller caller, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Restores.Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
    }

    /// <summary>The newest restore into each of some containers.</summary>
    public async Task<IReadOnlyDictionary<string, Restore>> LatestAsync(Caller caller, IReadOnlyList<string> containerIds, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var visible = db.As(caller).Restores;
        var newest = visible.Where(r => containerIds.Contains(r.ContainerId)).GroupBy(r => r.ContainerId).Select(g => g.Max(r => r.Id));
        return await visible.Where(r => newest.Contains(r.Id)).ToDictionaryAsync(r => r.ContainerId, ct);
    }

    private static PlatformException SameMoment() => new(ErrorCode.Conflict, "Somebody asked for the same at the same moment.") { Transient = true };

    private static void DemandGood(Backup backup)
    {
        if (backup.Status == BackupStatus.Verified) return;
        throw new PlatformException(ErrorCode.Conflict, backup.Status switch
        {
            BackupStatus.Queued or BackupStatus.Running => "The backup is not complete yet. Wait until it is verified.",
            BackupStatus.Deleting => "The backup is being deleted.",
            _ => $"The backup cannot be restored: {backup.Failure}",
        }, "backupId");
    }

    private static void DemandSameOrganization(Backup backup, string organizationId, string field)
    {
        if (backup.OrganizationId != organizationId)
            throw new PlatformException(ErrorCode.Conflict, "A backup is restored within the organization that it belongs to.", field);
    }

    private async Task<(Backup Backup, RestoreChange? Done)> FindAsync(Caller caller, string backupId, RestoreInto into, ChangeTerms terms, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        var all = work.As(caller);
        var backup = await all.Backups.AsNoTracking().SingleOrDefaultAsync(b => b.Id == backupId, ct);
        caller.Demand(Right.Deploy, backup, "backup", backupId);
        var project = await all.Projects.SingleOrDefaultAsync(p => p.Id == into.ProjectId, ct);
        caller.Demand(Right.Deploy, project, "project", into.ProjectId);
        DemandSameOrganization(backup, project.OrganizationId, "into");
        if (await Idempotency.FindAsync(work, caller, Command, terms, ct) is not { } known) return (backup, null);
        var restore = await all.Restores.SingleOrDefaultAsync(r => r.Id == known.SubjectId, ct) ?? throw PlatformException.NotFound("restore", known.SubjectId);
        var container = await all.Containers.SingleOrDefaultAsync(c => c.Id == restore.ContainerId, ct) ?? throw PlatformException.NotFound("container", restore.ContainerId);
        return (backup, new(container, restore, new([], [], null)));
    }

    private async Task<BackupManifest> ManifestAsync(Backup backup, CancellationToken ct)
    {
        try
        {
            return await BackupObjects.ReadManifestAsync(stores.Get(backup.Store!.Value), backup, ct);
        }
        catch (CorruptBackupException corrupt)
        {
            await Work.RetryAsync(async () =>
            {
                await using var work = await database.BeginAsync(ct);
                var found = await work.As(Self).Backups.SingleAsync(b => b.Id == backup.Id, ct);
                found.FoundCorrupt($"It is not what was written: {corrupt.Message}");
                BackupRecords.Tell(work, found);
                await work.CommitAsync(ct);
                return true;
            });
            throw new PlatformException([BackupObjects.Corrupt(corrupt)]);
        }
    }

    private Restore Add(Work work, Caller caller, Backup backup, Container container, bool isNew, bool start)
    {
        var now = clock.GetUtcNow();
        var restore = work.Add(new Restore(Ids.New("rst"), backup, container.Id, isNew, start, Ids.New("opr"), caller.Actor, now));
        var operation = work.Add(new Operation(restore.OperationId, OperationKind.RestoreBackup, backup, restore.Id, 0, caller.Actor, BackupStages.OfRestore, now));
        operation.Begin(BackupStages.Wait, now);
        audit.Record(work, caller, "restoreBackup", backup.OrganizationId, container.Id, $"{backup.Id} of {backup.ContainerName} into {container.Name}");
        work.Publish(new BackupChanged(restore.Id, container.Id, backup.OrganizationId));
        work.Publish(new BackupWork());
        return restore;
    }
}
