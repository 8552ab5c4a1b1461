using System.Runtime.CompilerServices;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Alerts;

/// <summary>What a rule looks at: exactly one of them.</summary>
/// <param name="OrganizationId">All containers of an organization.</param>
/// <param name="ProjectId">All containers of a project.</param>
/// <param name="ContainerId">One container.</param>
public sealed record AlertScope(string? OrganizationId, string? ProjectId, string? ContainerId);

/// <summary>An alert as it is now.</summary>
/// <param name="Id">Which.</param>
/// <param name="Alert">Null when it is gone with its rule.</param>
public sealed record AlertUpdate(string Id, Alert? Alert);

/// <summary>Rules and alerts. Who may run workloads may say what is wrong with them, so rules need the right to deploy; every member sees them.</summary>
public sealed class AlertService(StateDatabase database, EventBus events, AuditTrail audit, IOptions<AlertOptions> options, TimeProvider clock)
{
    private const int MostAlerts = 1000;

    /// <summary>Rules by organization, the oldest first; those that the caller may see.</summary>
    public async Task<ILookup<string, AlertRule>> RulesByOrganizationAsync(Caller caller, IReadOnlyList<string> organizationIds, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return (await db.As(caller).AlertRules.Where(r => organizationIds.Contains(r.OrganizationId)).OrderBy(r => r.Id).ToListAsync(ct)).ToLookup(r => r.OrganizationId);
    }

    /// <summary>Rules by id.</summary>
    public async Task<IReadOnlyDictionary<string, AlertRule>> RulesByIdAsync(Caller caller, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).AlertRules.Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
    }

    /// <summary>Alerts by id.</summary>
    public async Task<IReadOnlyDictionary<string, Alert>> ByIdAsync(Caller caller, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Alerts.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, ct);
    }

    /// <summary>Alerts by container: those that fire, those that wait, then those that are over.</summary>
    public async Task<ILookup<string, Alert>> ByContainerAsync(Caller caller, IReadOnlyList<string> containerIds, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return Sorted(await db.As(caller).Alerts.Where(a => containerIds.Contains(a.ContainerId)).ToListAsync(ct)).ToLookup(a => a.ContainerId);
    }

    /// <summary>Alerts by rule, in the same order; at most 1,000 in all, of those that are over none when there are more.</summary>
    public async Task<ILookup<string, Alert>> ByRuleAsync(Caller caller, IReadOnlyList<string> ruleIds, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var alerts = db.As(caller).Alerts.Where(a => ruleIds.Contains(a.RuleId)).OrderBy(a => a.State == AlertState.Resolved).ThenBy(a => a.Id).Take(MostAlerts);
        return Sorted(await alerts.ToListAsync(ct)).ToLookup(a => a.RuleId);
    }

    /// <summary>Makes a rule.</summary>
    /// <exception cref="PlatformException">VALIDATION. NOT_FOUND. FORBIDDEN. CONFLICT: there are as many as there may be.</exception>
    public Task<AlertRule> CreateAsync(Caller caller, AlertScope scope, AlertRuleSpec spec, CancellationToken ct) =>
        audit.WatchAsync(caller, "createAlertRule", scope.ContainerId ?? scope.ProjectId ?? scope.OrganizationId ?? "", async () =>
        {
            spec.Check();
            await using var work = await database.BeginAsync(ct);
            if ((scope.ContainerId ?? scope.ProjectId) is { } looksAt) await work.LockAsync(looksAt, ct);
            var (organization, project) = await OwnerAsync(work.As(caller), caller, scope, ct);
            await work.LockAsync(organization, ct);
            if (await work.As(caller).AlertRules.CountAsync(r => r.OrganizationId == organization, ct) >= options.Value.MaxRules)
                throw new PlatformException(ErrorCode.Conflict, $"An organization has at most {options.Value.MaxRules} alert rules. Delete one, or widen one to a project.");
            var rule = work.Add(new AlertRule(Ids.New("alr"), organization, project, scope.ContainerId, spec, caller.Actor, clock.GetUtcNow()));
            audit.Record(work, caller, "createAlertRule", organization, rule.Id, $"{rule.Name}: {AlertWords.Condition(spec)}");
            await work.CommitAsync(ct);
            return rule;
        }, ct);

    /// <summary>Changes a rule. What waits begins anew; what fires goes on, or is over, by the new rule. One that is switched off has no open alerts.</summary>
    /// <exception cref="PlatformException">VALIDATION. NOT_FOUND. FORBIDDEN.</exception>
    public Task<AlertRule> UpdateAsync(Caller caller, string id, Func<AlertRuleSpec, AlertRuleSpec> change, CancellationToken ct) =>
        ChangeAsync(caller, "updateAlertRule", id, async (work, rule) =>
        {
            var spec = change(rule.Spec);
            spec.Check();
            var (now, otherMetric) = (clock.GetUtcNow(), spec.Metric != rule.Metric);
            rule.Change(spec, now);
            foreach (var alert in await work.As(caller).Alerts.Where(a => a.RuleId == id && a.State != AlertState.Resolved).ToListAsync(ct))
            {
                if (!spec.Enabled || otherMetric) alert.Withdraw(spec.Enabled ? "The rule looks at something else now." : "The rule was switched off.", now);
                else alert.BeginAnew(now);
                work.Publish(new AlertChanged(alert.Id, rule.OrganizationId));
            }

            audit.Record(work, caller, "updateAlertRule", rule.OrganizationId, id, $"{rule.Name}: {AlertWords.Condition(spec)}{(spec.Enabled ? "" : ", off")}");
        }, ct);

    /// <summary>Deletes a rule with its alerts.</summary>
    /// <exception cref="PlatformException">NOT_FOUND. FORBIDDEN.</exception>
    public Task<AlertRule> DeleteAsync(Caller caller, string id, CancellationToken ct) => ChangeAsync(caller, "deleteAlertRule", id, async (work, rule) =>
    {
        foreach (var alert in await work.As(caller).Alerts.Where(a => a.RuleId == id).Select(a => a.Id).ToListAsync(ct)) work.Publish(new AlertChanged(alert, rule.OrganizationId));
        audit.Record(work, caller, "deleteAlertRule", rule.OrganizationId, id, rule.Name);
        work.Remove(rule);
    }, ct);

    /// <summary>Removes alerts that have been over for longer than notifications of them are kept.</summary>
    /// <returns>What was done, in a sentence.</returns>
    public async Task<string> RemoveOldAsync(Caller caller, TimeSpan age, CancellationToken ct)
    {
        caller.DemandAdministrator();
        var since = clock.GetUtcNow() - age;
        await using var work = await database.BeginAsync(ct);
        var removed = await work.As(caller).Alerts.Where(a => a.State == AlertState.Resolved && a.ResolvedAt < since).ExecuteDeleteAsync(ct);
        await work.CommitAsync(ct);
        return $"{removed} alerts removed";
    }

    /// <summary>The open alerts of an organization, and each again whenever it has changed.</summary>
    public async Task<IAsyncEnumerable<AlertUpdate>> FollowAsync(Caller caller, string organizationId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        caller.Demand(Right.View, await db.As(caller).Organizations.SingleOrDefaultAsync(o => o.Id == organizationId, ct), "organization", organizationId);
        return UpdatesAsync(caller, organizationId, ct);
    }

    private static IEnumerable<Alert> Sorted(IEnumerable<Alert> alerts) =>
        alerts.OrderBy(a => a.State switch { AlertState.Firing => 0, AlertState.Pending => 1, _ => 2 }).ThenByDescending(a => a.Since).ThenBy(a => a.Id, StringComparer.Ordinal);

    private static async Task<(string Organization, string? Project)> OwnerAsync(VisibleSets seen, Caller caller, AlertScope scope, CancellationToken ct)
    {
        if (scope.ContainerId is { } containerId)
        {
            var container = await seen.Containers.SingleOrDefaultAsync(c => c.Id == containerId, ct);
            caller.Demand(Right.Deploy, container, "container", containerId);
            return (container.OrganizationId, container.ProjectId);
        }

        if (scope.ProjectId is { } projectId)
        {
            var project = await seen.Projects.SingleOrDefaultAsync(p => p.Id == projectId, ct);
            caller.Demand(Right.Deploy, project, "project", projectId);
            return (project.OrganizationId, projectId);
        }

        var organizationId = scope.OrganizationId ?? throw new PlatformException(ErrorCode.Validation, "Say what it looks at: a container, a project or an organization.", "scope");
        var organization = await seen.Organizations.SingleOrDefaultAsync(o => o.Id == organizationId, ct);
        caller.Demand(Right.Deploy, organization, "organization", organizationId);
        return (organization.Id, null);
    }

    private Task<AlertRule> ChangeAsync(Caller caller, string action, string id, Func<Work, AlertRule, Task> change, CancellationToken ct) =>
        audit.WatchAsync(caller, action, id, async () =>
        {
            await using var work = await database.BeginAsync(ct);
            var rule = await work.As(caller).AlertRules.SingleOrDefaultAsync(r => r.Id == id, ct);
            caller.Demand(Right.Deploy, rule, "alert rule", id);
            await change(work, rule);
            await work.CommitAsync(ct);
            return rule;
        }, ct);

    private async IAsyncEnumerable<AlertUpdate> UpdatesAsync(Caller caller, string organizationId, [EnumeratorCancellation] CancellationToken ct)
    {
        using var changes = events.Subscribe<AlertChanged>(e => e.OrganizationId == organizationId);
        for (var all = true; ;)
        {
            var changed = new HashSet<string>();
            while (changed.Count < 100 && changes.TryRead(out var change)) changed.Add(change.AlertId);
            if (all) changed.UnionWith(await OpenAsync(caller, organizationId, ct));
            var found = await ByIdAsync(caller, [.. changed], ct);
            foreach (var id in changed.Order(StringComparer.Ordinal)) yield return new(id, found.GetValueOrDefault(id));
            if (!await changes.WaitAsync(ct)) yield break;
            all = changes.TakeMissed() > 0;
        }
    }

    private async Task<List<string>> OpenAsync(Caller caller, string organizationId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Alerts.Where(a => a.OrganizationId == organizationId && a.State != AlertState.Resolved).OrderBy(a => a.Id).Take(MostAlerts).Select(a => a.Id).ToListAsync(ct);
    }
}
