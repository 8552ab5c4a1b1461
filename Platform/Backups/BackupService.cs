using System.Runtime.CompilerServices;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Quotas;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Backups;

/// <summary>Which backups a list shows: all of those that are given have to fit.</summary>
/// <param name="OrganizationId">Only this organization's.</param>
/// <param name="ProjectId">Only this project's, also of containers that are gone.</param>
/// <param name="ContainerId">Only this container's.</param>
public sealed record BackupFilter(string? OrganizationId = null, string? ProjectId = null, string? ContainerId = null);

/// <summary>A backup or a restore as it is now.</summary>
/// <param name="Id">Which.</param>
/// <param name="Backup">The backup; null when it is gone, or it is a restore.</param>
/// <param name="Restore">The restore.</param>
public sealed record BackupUpdate(string Id, Backup? Backup, Restore? Restore = null);

/// <summary>Asks for backups, lists them and lets them go. Nothing here waits for a machine or a store: what is asked for waits in the database for its turn.</summary>
public sealed class BackupService(
    StateDatabase database, QuotaService quotas, AuditTrail audit, Idempotency idempotency, EventBus events, IOptions<BackupOptions> options, TimeProvider clock)
{
    private const int Most = 100;
    private const string Create = "CreateBackup";

    /// <summary>Asks for a backup of a container.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="containerId">Of what.</param>
    /// <param name="keepFor">Retention keeps it for so long; null: until somebody deletes it.</param>
    /// <param name="terms">How it is asked.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlatformException">NOT_FOUND. FORBIDDEN. CONFLICT: one is under way, or there are as many as there may be. QUOTA_EXCEEDED: no storage is left.</exception>
    public Task<Backup> CreateAsync(Caller caller, string containerId, TimeSpan? keepFor, ChangeTerms terms, CancellationToken ct)
    {
        new Problems().Require(keepFor is null || keepFor >= TimeSpan.FromMinutes(1), "A backup is kept for a minute at least.", "keepFor").ThrowIfAny();
        return audit.WatchAsync(caller, "createBackup", containerId, async () =>
        {
            await using var work = await database.BeginAsync(ct);
            var all = work.As(caller);
            await work.LockAsync(containerId, ct);
            var container = await all.Containers.SingleOrDefaultAsync(c => c.Id == containerId, ct);
            caller.Demand(Right.Deploy, container, "container", containerId);
            if (await Idempotency.FindAsync(work, caller, Create, terms, ct) is { } known)
                return await all.Backups.SingleOrDefaultAsync(b => b.Id == known.SubjectId, ct) ?? throw PlatformException.NotFound("backup", known.SubjectId);
            if (container.Deleting) throw new PlatformException(ErrorCode.Conflict, $"Container '{container.Name}' is being deleted.");
            var there = all.Backups.Where(b => b.ContainerId == containerId);
            if (await there.AnyAsync(b => b.Status == BackupStatus.Queued || b.Status == BackupStatus.Running, ct))
                throw new PlatformException(ErrorCode.Conflict, $"A backup of '{container.Name}' is under way. Wait for it.");
            if (await there.CountAsync(ct) >= options.Value.MaxPerContainer)
                throw new PlatformException(ErrorCode.Conflict, $"'{container.Name}' has {options.Value.MaxPerContainer} backups already, as many as it may. Delete some.");
            await quotas.DemandStorageLeftAsync(container.OrganizationId, ct);
            var now = clock.GetUtcNow();
            var backup = Add(work, new(container.OrganizationId, container.ProjectId, container.Id, container.Name), BackupTrigger.Manual, null, now + keepFor, caller.Actor, now);
            audit.Record(work, caller, "createBackup", container.OrganizationId, container.Id, $"{container.Name}, {backup.Id}");
            idempotency.Note(work, caller, Create, terms, backup.Id, backup.OperationId);
            await work.CommitAsync(ct, () => new(ErrorCode.Conflict, "Somebody asked for the same at the same moment.") { Transient = true });
            return backup;
        }, ct);
    }

    /// <summary>Deletes a backup: from now on it cannot be restored, and its files go from the store soon.</summary>
    /// <exception cref="PlatformException">NOT_FOUND. FORBIDDEN. CONFLICT: it is being made or restored.</exception>
    public Task<Backup> DeleteAsync(Caller caller, string id, CancellationToken ct) => audit.WatchAsync(caller, "deleteBackup", id, async () =>
    {
        await using var work = await database.BeginAsync(ct);
        var backup = await work.As(caller).Backups.SingleOrDefaultAsync(b => b.Id == id, ct);
        caller.Demand(Right.Deploy, backup, "backup", id);
        if (backup.Status == BackupStatus.Running) throw new PlatformException(ErrorCode.Conflict, "The backup is being made. Wait until it has ended.");
        if (await work.As(caller).Restores.AnyAsync(r => r.BackupId == id && (r.Status == RestoreStatus.Queued || r.Status == RestoreStatus.Running), ct))
            throw new PlatformException(ErrorCode.Conflict, "The backup is being restored. Wait until that has ended.");
        if (backup.Status == BackupStatus.Deleting) return backup;
        if (backup.IsUnderWay)
        {
            var operation = await work.As(caller).Operations.SingleAsync(o => o.Id == backup.OperationId, ct);
            operation.Supersede(clock.GetUtcNow());
            work.Publish(new OperationChanged(operation.Id, operation.OrganizationId));
        }

        backup.Delete();
        audit.Record(work, caller, "deleteBackup", backup.OrganizationId, id, $"{backup.ContainerName}, of {backup.CreatedAt:yyyy-MM-dd HH:mm} UTC");
        work.Publish(new BackupChanged(id, backup.ContainerId, backup.OrganizationId));
        work.Publish(new BackupWork());
        await work.CommitAsync(ct);
        return backup;
    }, ct);

    /// <summary>A page of backups, the newest first.</summary>
    public async Task<Page<Backup>> ListAsync(Caller caller, BackupFilter filter, PageRequest page, CancellationToken ct)
    {
        caller.DemandUser();
        await using var db = await database.ReadAsync(ct);
        return await Page.OfNewestAsync(Filtered(db, caller, filter), b => b.Id, page, ct);
    }

    /// <summary>Backups by id, as far as the caller may see them.</summary>
    public async Task<IReadOnlyDictionary<string, Backup>> ByIdAsync(Caller caller, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Backups.Where(b => ids.Contains(b.Id)).ToDictionaryAsync(b => b.Id, ct);
    }

    /// <summary>The newest backups of a container or a project, and each again whenever it has changed; of a container, the newest restore into it and later ones too.</summary>
    /// <exception cref="PlatformException">NOT_FOUND.</exception>
    public async Task<IAsyncEnumerable<BackupUpdate>> FollowAsync(Caller caller, BackupFilter filter, CancellationToken ct)
    {
        caller.DemandUser();
        await using var db = await database.ReadAsync(ct);
        var seen = db.As(caller);
        if (filter.ContainerId is { } container && !await seen.Containers.AnyAsync(c => c.Id == container, ct) && !await seen.Backups.AnyAsync(b => b.ContainerId == container, ct))
            throw PlatformException.NotFound("container", container);
        if (filter.ProjectId is { } project) caller.Demand(Right.View, await seen.Projects.SingleOrDefaultAsync(p => p.Id == project, ct), "project", project);
        return UpdatesAsync(caller, filter, ct);
    }

    /// <summary>Adds a backup that waits for its turn, with its operation.</summary>
    internal static Backup Add(Work work, BackupOf of, BackupTrigger trigger, DateTimeOffset? dueAt, DateTimeOffset? keepUntil, string actor, DateTimeOffset now)
    {
        var backup = new Backup(Ids.New("bak"), of, trigger, dueAt, keepUntil, Ids.New("opr"), actor, now);
        var operation = new Operation(backup.OperationId, OperationKind.CreateBackup, backup, backup.Id, 0, actor, BackupStages.OfBackup, now);
        operation.Begin(BackupStages.Wait, now);
        work.Add(backup);
        work.Add(operation);
        work.Publish(new BackupChanged(backup.Id, backup.ContainerId, backup.OrganizationId));
        work.Publish(new BackupWork());
        return backup;
    }

    private static IQueryable<Backup> Filtered(PlatformDb db, Caller caller, BackupFilter filter)
    {
        var all = db.As(caller).Backups;
        if (filter.OrganizationId is { } organization) all = all.Where(b => b.OrganizationId == organization);
        if (filter.ProjectId is { } project) all = all.Where(b => b.ProjectId == project);
        if (filter.ContainerId is { } container) all = all.Where(b => b.ContainerId == container);
        return all;
    }

    private async Task<IEnumerable<BackupUpdate>> LoadAsync(Caller caller, BackupFilter filter, HashSet<string> ids, CancellationToken ct)
    {
        var backups = await ByIdAsync(caller, [.. ids], ct);
        await using var db = await database.ReadAsync(ct);
        var restores = await db.As(caller).Restores.Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
        return ids.Order(StringComparer.Ordinal).Select(id => new BackupUpdate(id, backups.GetValueOrDefault(id), restores.GetValueOrDefault(id)))
            .Where(u => filter.ProjectId is null || (u.Restore is null && (u.Backup is null || u.Backup.ProjectId == filter.ProjectId)));
    }

    /// <summary>What may have changed between a look at a page and the first event.</summary>
    private async Task<IEnumerable<string>> NewestAsync(Caller caller, BackupFilter filter, CancellationToken ct)
    {
        var backups = (await ListAsync(caller, filter, new PageRequest(Most), ct)).Items.Select(b => b.Id);
        if (filter.ContainerId is not { } container) return backups;
        await using var db = await database.ReadAsync(ct);
        return backups.Concat(await db.As(caller).Restores.Where(r => r.ContainerId == container).OrderByDescending(r => r.Id).Select(r => r.Id).Take(1).ToListAsync(ct));
    }

    private async IAsyncEnumerable<BackupUpdate> UpdatesAsync(Caller caller, BackupFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        using var changes = events.Subscribe<BackupChanged>(e =>
            caller.Organizations.Contains(e.OrganizationId) && (filter.ContainerId is null || e.ContainerId == filter.ContainerId) && (filter.OrganizationId is null || e.OrganizationId == filter.OrganizationId));
        for (var all = true; ;)
        {
            var changed = new HashSet<string>();
            while (changed.Count < Most && changes.TryRead(out var change)) changed.Add(change.Id);
            if (all) changed.UnionWith(await NewestAsync(caller, filter, ct));
            foreach (var update in await LoadAsync(caller, filter, changed, ct)) yield return update;

            if (!await changes.WaitAsync(ct)) yield break;
            all = changes.TakeMissed() > 0;
        }
    }
}
