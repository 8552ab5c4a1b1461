using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Metrics;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Alerts;

/// <summary>
/// Looks at every rule and its containers, and moves alerts. What waits is persisted, so a restart does not begin anew; a change and what members are told of it are one
/// transaction; of two servers that see the same, one is told that it comes too late.
/// </summary>
public sealed class AlertEvaluation
{
    private static readonly Caller Self = Caller.System("alerts");

    private readonly StateDatabase database;
    private readonly StatsHub hub;
    private readonly TimeProvider clock;

    internal AlertEvaluation(StateDatabase database, StatsHub hub, TimeProvider clock) => (this.database, this.hub, this.clock) = (database, hub, clock);

    /// <summary>Looks once.</summary>
    /// <returns>What was done, in a sentence.</returns>
    public async Task<string> EvaluateAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        var (rules, readings, open) = await LoadAsync(ct);
        var (fired, resolved) = (0, 0);
        foreach (var rule in rules)
        {
            var alerts = open.GetValueOrDefault(rule.Id) ?? [];
            var covered = readings.Containers.Where(c => rule.Covers(c.OrganizationId, c.ProjectId, c.Id)).ToDictionary(c => c.Id, c => c.Name);
            if (covered.Count == 0 && (rule.ProjectId ?? rule.ContainerId) is not null && await RemoveOrphanAsync(rule, ct)) continue;
            var moving = covered.Keys.Where(id => Moves(rule, alerts.GetValueOrDefault(id), id, readings)).ToList();
            var gone = alerts.Keys.Where(id => !covered.ContainsKey(id)).ToList();
            if (moving.Count + gone.Count == 0) continue;
            var (more, over) = await Work.RetryAsync(() => MoveAsync(rule.Id, moving, gone, covered, readings, ct));
            (fired, resolved) = (fired + more, resolved + over);
        }

        return $"{rules.Count} rules looked at, {fired} alerts fired, {resolved} resolved";
    }

    private async Task<(List<AlertRule> Rules, AlertReadings Readings, Dictionary<string, Dictionary<string, Alert>> Open)> LoadAsync(CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var all = db.As(Self);
        var rules = await all.AlertRules.Where(r => r.Enabled).ToListAsync(ct);
        if (rules.Count == 0) return (rules, new AlertReadings(hub, clock.GetUtcNow()), []);
        var readings = await AlertReadings.LoadAsync(all, [.. rules.Select(r => r.OrganizationId).Distinct()], hub, clock.GetUtcNow(), ct);
        var open = await all.Alerts.Where(a => a.State != AlertState.Resolved).ToListAsync(ct);
        return (rules, readings, open.GroupBy(a => a.RuleId).ToDictionary(g => g.Key, g => g.ToDictionary(a => a.ContainerId)));
    }

    /// <summary>Tries it on a copy, so that what does not change costs no transaction.</summary>
    private bool Moves(AlertRule rule, Alert? alert, string containerId, AlertReadings readings) =>
        (alert ?? new Alert("", rule, containerId)).Observe(rule, readings.Of(rule.Metric, containerId), clock.GetUtcNow()) != AlertChange.None;

    private async Task<(int Fired, int Resolved)> MoveAsync(
        string ruleId, List<string> moving, List<string> gone, Dictionary<string, string> names, AlertReadings readings, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var work = await database.BeginAsync(ct);
        if (await work.As(Self).AlertRules.SingleOrDefaultAsync(r => r.Id == ruleId && r.Enabled, ct) is not { } rule) return default;
        var known = new Dictionary<string, Alert>();
        foreach (var ids in moving.Concat(gone).Chunk(500))
            foreach (var alert in await work.As(Self).Alerts.Where(a => a.RuleId == ruleId && ids.Contains(a.ContainerId)).ToListAsync(ct)) known[alert.ContainerId] = alert;

        var (fired, resolved) = (new List<Alert>(), new List<Alert>());
        foreach (var id in moving)
        {
            if (!known.TryGetValue(id, out var alert)) alert = work.Add(new Alert(Ids.New("alt"), rule, id));
            var change = alert.Observe(rule, readings.Of(rule.Metric, id), now);
            if (change == AlertChange.Fired) fired.Add(alert);
            if (change == AlertChange.Resolved) resolved.Add(alert);
            if (change > AlertChange.Seen) work.Publish(new AlertChanged(alert.Id, alert.OrganizationId));
        }

        foreach (var alert in gone.Select(id => known.GetValueOrDefault(id)).OfType<Alert>().Where(a => a.State != AlertState.Resolved))
        {
            alert.Withdraw("The container is gone.", now);
            work.Publish(new AlertChanged(alert.Id, alert.OrganizationId));
        }

        if (fired.Count > 0) AlertNotices.Fired(work, rule, fired, names, now);
        if (resolved.Count > 0) AlertNotices.Resolved(work, rule, resolved, names, now);
        await work.CommitAsync(ct, () => new(ErrorCode.Conflict, "Another server has evaluated it at the same moment.") { Transient = true });
        return (fired.Count, resolved.Count);
    }

    /// <summary>A rule of a container or project that is gone goes with it.</summary>
    private async Task<bool> RemoveOrphanAsync(AlertRule rule, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        var all = work.As(Self);
        var lives = rule.ContainerId is { } container ? await all.Containers.AnyAsync(c => c.Id == container, ct) : await all.Projects.AnyAsync(p => p.Id == rule.ProjectId, ct);
        if (lives) return false;
        foreach (var id in await all.Alerts.Where(a => a.RuleId == rule.Id).Select(a => a.Id).ToListAsync(ct)) work.Publish(new AlertChanged(id, rule.OrganizationId));
        await all.AlertRules.Where(r => r.Id == rule.Id).ExecuteDeleteAsync(ct);
        await work.CommitAsync(ct);
        return true;
    }
}
