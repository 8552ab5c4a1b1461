using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Backups.Running;
using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Backups.Policies;

/// <summary>When containers are backed up by themselves, and what of that is kept. Whoever may run a workload may say so.</summary>
public sealed class BackupPolicyService
{
    private const int Batch = 100;

    // An expression that asks for several in a moment does so soon.
    private const int TimesLookedAt = 60;

    private static readonly Caller Self = Caller.System("backup-schedule");

    private readonly StateDatabase database;
    private readonly BackupRecords records;
    private readonly BackupRemoval removal;
    private readonly ICronTimes cron;
    private readonly AuditTrail audit;
    private readonly TimeProvider clock;

    internal BackupPolicyService(StateDatabase database, BackupRecords records, BackupRemoval removal, ICronTimes cron, AuditTrail audit, TimeProvider clock) =>
        (this.database, this.records, this.removal, this.cron, this.audit, this.clock) = (database, records, removal, cron, audit, clock);

    /// <summary>Policies by container, as far as the caller may see them.</summary>
    public async Task<IReadOnlyDictionary<string, BackupPolicy>> ByContainerAsync(Caller caller, IReadOnlyList<string> containerIds, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).BackupPolicies.Where(p => containerIds.Contains(p.ContainerId)).ToDictionaryAsync(p => p.ContainerId, ct);
    }

    /// <summary>Says when a container is backed up by itself. An interval counts from now.</summary>
    /// <exception cref="PlatformException">VALIDATION. NOT_FOUND. FORBIDDEN.</exception>
    public Task<BackupPolicy> SetAsync(Caller caller, string containerId, BackupPolicySpec spec, CancellationToken ct)
    {
        var problems = new Problems();
        spec.Validate(problems);
        if (spec.Cron is { } expression) problems.Require(CronProblem(expression) is null, CronProblem(expression) ?? "", "schedule", "cron");
        problems.ThrowIfAny();
        return audit.WatchAsync(caller, "setBackupPolicy", containerId, async () =>
        {
            await using var work = await database.BeginAsync(ct);
            await work.LockAsync(containerId, ct);
            var container = await work.As(caller).Containers.SingleOrDefaultAsync(c => c.Id == containerId, ct);
            caller.Demand(Right.Deploy, container, "container", containerId);
            var policy = await work.As(caller).BackupPolicies.SingleOrDefaultAsync(p => p.ContainerId == containerId, ct) ?? work.Add(new BackupPolicy(containerId, container.OrganizationId));
            var now = clock.GetUtcNow();
            policy.Change(spec, spec.Enabled ? Next(spec, now, now) : null, caller.Actor, now);
            audit.Record(work, caller, "setBackupPolicy", container.OrganizationId, containerId, $"{container.Name}: {(spec.Enabled ? spec.Cron ?? $"every {spec.Every}" : "off")}, keep {spec.KeepLast?.ToString() ?? "all"}");
            await work.CommitAsync(ct, () => new(ErrorCode.Conflict, "Somebody else changed it at the same moment.") { Transient = true });
            return policy;
        }, ct);
    }

    /// <summary>Asks for the backups that are due, one for each time that is due: done twice, or by two servers at once, it changes nothing more. Times that passed while nobody looked are one.</summary>
    /// <returns>What was done, in a sentence.</returns>
    public async Task<string> RunDueAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        var (asked, skipped, looked) = (0, 0, "");
        while (await DueAsync(looked, ct) is { Count: > 0 } page)
        {
            looked = page[^1];
            foreach (var id in page)
            {
                if (await AskAsync(id, ct) is not { } done) continue;
                if (done) asked++;
                else skipped++;
            }
        }

        return skipped == 0 ? $"{asked} backups asked for" : $"{asked} backups asked for, {skipped} left out because one is under way";
    }

    /// <summary>Lets go what is not kept any longer, and removes what is to go from the stores.</summary>
    /// <returns>What was done, in a sentence.</returns>
    public async Task<string> RetainAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        var old = 0;
        foreach (var id in await ContainersAsync(ct)) old += await records.RetainAsync(id, ct);
        var (removed, left) = await removal.SweepAsync(ct);
        return $"{old} not kept any longer, {removed} removed{(left == 0 ? "" : $", {left} left because their store does not let go of them")}";
    }

    /// <summary>The first time after both: what was due, and now.</summary>
    private DateTimeOffset? Next(BackupPolicySpec spec, DateTimeOffset due, DateTimeOffset now)
    {
        if (spec.Cron is { } expression) return cron.After(expression, now);
        var every = spec.Every!.Value;
        return due + (every * Math.Max(1, Math.Floor((now - due) / every) + 1));
    }

    private string? CronProblem(string expression)
    {
        if (expression.Length > 200) return "A cron expression is shorter than 200 characters.";
        if (cron.Problem(expression) is { } problem) return $"{problem} Every day at 3:15 UTC is 15 3 * * *.";
        if (cron.After(expression, clock.GetUtcNow()) is not { } first) return "It never comes to a time in the future.";
        for (var looked = 0; looked < TimesLookedAt && cron.After(expression, first) is { } second; looked++)
        {
            if (second - first < BackupPolicySpec.Shortest) return "It asks for backups less than 5 minutes apart.";
            first = second;
        }

        return null;
    }

    private async Task<List<string>> DueAsync(string after, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await database.ReadAsync(ct);
        var due = db.As(Self).BackupPolicies.Where(p => p.NextAt <= now && p.Enabled);
        return [.. (await Page.OfAsync(due, p => p.ContainerId, new PageRequest(Batch, after.Length == 0 ? null : after), ct)).Items.Select(p => p.ContainerId)];
    }

    /// <summary>Containers with backups that retention may let go.</summary>
    private async Task<List<string>> ContainersAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await database.ReadAsync(ct);
        var all = db.As(Self);
        return await all.Backups.Where(b => b.Status == BackupStatus.Verified && (b.KeepUntil <= now || all.BackupPolicies.Any(p => p.ContainerId == b.ContainerId && p.KeepLast != null)))
            .Select(b => b.ContainerId).Distinct().ToListAsync(ct);
    }

    /// <returns>Whether a backup was asked for; null when none was due any more.</returns>
    private async Task<bool?> AskAsync(string containerId, CancellationToken ct)
    {
        try
        {
            await using var work = await database.BeginAsync(ct);
            var (all, now) = (work.As(Self), clock.GetUtcNow());
            if (await all.BackupPolicies.SingleOrDefaultAsync(p => p.ContainerId == containerId, ct) is not { Enabled: true, NextAt: { } due } policy || due > now) return null;
            var container = await all.Containers.SingleOrDefaultAsync(c => c.Id == containerId, ct);
            if (container is null) work.Remove(policy);
            else policy.Done(Next(policy.Spec, due, now));
            var busy = container is null or { Deleting: true }
                || await all.Backups.AnyAsync(b => b.ContainerId == containerId && (b.DueAt == due || b.Status == BackupStatus.Queued || b.Status == BackupStatus.Running), ct);
            if (!busy) BackupService.Add(work, new(container!.OrganizationId, container.ProjectId, containerId, container.Name), BackupTrigger.Scheduled, due, now + policy.KeepFor, Self.Actor, now);
            await work.CommitAsync(ct, () => new(ErrorCode.Conflict, "Another server asked for it.") { Transient = true });
            return !busy;
        }
        catch (PlatformException error) when (error is { Code: ErrorCode.Conflict, Transient: true })
        {
            return null;        // somebody else did, or changed the policy: the next run sees it
        }
    }
}
