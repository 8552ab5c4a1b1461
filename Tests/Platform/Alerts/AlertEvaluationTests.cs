using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Alerts;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Metrics;
using GraphPlatform.Platform.Notifications;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Tests.Platform.Database;
using GraphPlatform.Tests.Platform.Metrics;

namespace GraphPlatform.Tests.Platform.Alerts;

public sealed class AlertEvaluationTests
{
    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_busy_container_fires_once_whoever_evaluates_and_members_are_told_of_both_ends(DatabaseProvider kind)
    {
        await using var world = await RunningAsync(kind);
        var rule = await CreateAsync(world, new(null, null, world.ContainerId), new("busy", AlertMetric.CpuPercent, AlertComparison.Above, 80, TimeSpan.FromSeconds(30)));
        world.Run(15, cpu: 0.45);
        Assert.Equal("1 rules looked at, 0 alerts fired, 0 resolved", await EvaluateAsync(world));
        world.Run(15, cpu: 0.45);
        await EvaluateAsync(world);
        Assert.Equal(AlertState.Pending, (await AlertAsync(world)).State);

        // Two at once, as two servers would: one is told that it comes too late, and looks again.
        world.Run(15, cpu: 0.45);
        await Task.WhenAll(EvaluateAsync(world), EvaluateAsync(world));
        var alert = await AlertAsync(world);
        Assert.Equal((AlertState.Firing, 90.0, "CPU: 90 % of the limit, above 80 % of the limit for 30 s."), (alert.State, Math.Round(alert.Value!.Value, 3), alert.Reason));
        var told = Assert.Single(await NotificationsAsync(world));
        Assert.Equal((NotificationKind.AlertFiring, "busy fires: web", alert.Reason, world.ContainerId), (told.Kind, told.Title, told.Text, told.SubjectId));

        for (var i = 0; i < 4; i++)
        {
            world.Run(15, cpu: 0.01);
            await EvaluateAsync(world);
        }

        Assert.Equal(AlertState.Resolved, (await AlertAsync(world)).State);
        Assert.Equal([NotificationKind.AlertResolved, NotificationKind.AlertFiring], (await NotificationsAsync(world)).Select(n => n.Kind));
        await world.World.Database.Get<AlertService>().DeleteAsync(world.World.Ada, rule.Id, CancellationToken.None);
        Assert.Empty((await world.World.Database.Get<AlertService>().ByContainerAsync(world.World.Ada, [world.ContainerId], CancellationToken.None))[world.ContainerId]);
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task After_a_restart_what_waited_goes_on_and_a_minute_from_the_database_stands_in_for_samples(DatabaseProvider kind)
    {
        await using var world = await RunningAsync(kind);
        await CreateAsync(world, new(world.World.Organization, null, null), new("busy", AlertMetric.Cpu, AlertComparison.Above, 0.4, TimeSpan.FromMinutes(1)));
        world.Run(60, cpu: 0.5);
        await EvaluateAsync(world);
        await world.WriteAsync(last: true);
        world.World.Database.Get<StatsHub>().Remove(world.ContainerId);        // a new process has an empty hub

        world.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("1 rules looked at, 1 alerts fired, 0 resolved", await EvaluateAsync(world));
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await EvaluateAsync(world);                                             // it runs, and nobody knows what it uses: it stays as it is
        Assert.Equal(AlertState.Firing, (await AlertAsync(world)).State);
    }

    [Fact]
    public async Task A_container_that_should_run_and_does_not_is_an_alert_and_one_that_was_stopped_is_none()
    {
        await using var world = await RunningAsync();
        await CreateAsync(world, new(null, world.World.Project.Id, null), new("down", AlertMetric.NotRunning, AlertComparison.Above, 0, TimeSpan.Zero));
        await EvaluateAsync(world);
        Assert.Empty(await NotificationsAsync(world));
        world.World.Worker.Crash(world.World.Worker.Instances.Keys.Single());
        await world.World.ReconcileAsync(world.ContainerId);
        await EvaluateAsync(world);
        Assert.Equal("down fires: web", Assert.Single(await NotificationsAsync(world)).Title);

        await world.World.Database.Get<ContainerService>().StopAsync(world.World.Ada, world.ContainerId, ChangeTerms.None, CancellationToken.None);
        await world.World.ReconcileAsync(world.ContainerId);
        await EvaluateAsync(world);
        Assert.Equal(AlertState.Resolved, (await AlertAsync(world)).State);
    }

    [Fact]
    public async Task Rules_and_alerts_end_with_what_they_look_at()
    {
        await using var world = await RunningAsync();
        await CreateAsync(world, new(null, null, world.ContainerId), new("one", AlertMetric.Pids, AlertComparison.Above, 1, TimeSpan.Zero));
        var wide = await CreateAsync(world, new(world.World.Organization, null, null), new("all", AlertMetric.Pids, AlertComparison.Above, 1, TimeSpan.Zero));
        world.Run(15);
        await EvaluateAsync(world);
        await world.World.Database.Get<ContainerService>().DeleteAsync(world.World.Ada, world.ContainerId, true, ChangeTerms.None, CancellationToken.None);
        await world.World.ReconcileAsync(world.ContainerId);
        await EvaluateAsync(world);
        var rules = (await world.World.Database.Get<AlertService>().RulesByOrganizationAsync(world.World.Ada, [world.World.Organization], CancellationToken.None))[world.World.Organization];
        Assert.Equal([wide.Id], rules.Select(r => r.Id));
        var alert = Assert.Single((await world.World.Database.Get<AlertService>().ByRuleAsync(world.World.Ada, [wide.Id], CancellationToken.None))[wide.Id]);
        Assert.Equal((AlertState.Resolved, "The container is gone."), (alert.State, alert.Reason));
    }

    [Fact]
    public async Task A_rule_that_is_switched_off_has_no_open_alerts_and_one_that_is_changed_begins_anew()
    {
        await using var world = await RunningAsync();
        var (alerts, ada) = (world.World.Database.Get<AlertService>(), world.World.Ada);
        var rule = await CreateAsync(world, new(null, null, world.ContainerId), new("busy", AlertMetric.Cpu, AlertComparison.Above, 0.4, TimeSpan.FromSeconds(30)));
        world.Run(15, cpu: 0.5);
        await EvaluateAsync(world);
        world.Run(15, cpu: 0.5);
        await alerts.UpdateAsync(ada, rule.Id, s => s with { Threshold = 0.3 }, CancellationToken.None);
        world.Run(15, cpu: 0.5);
        await EvaluateAsync(world);
        Assert.Equal(AlertState.Pending, (await AlertAsync(world)).State);
        await alerts.UpdateAsync(ada, rule.Id, s => s with { Enabled = false }, CancellationToken.None);
        Assert.Equal((AlertState.Resolved, "The rule was switched off."), ((await AlertAsync(world)).State, (await AlertAsync(world)).Reason));
        world.Run(60, cpu: 0.5);
        Assert.Equal("0 rules looked at, 0 alerts fired, 0 resolved", await EvaluateAsync(world));
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_viewer_sees_and_changes_nothing_and_for_a_stranger_there_is_none(DatabaseProvider kind)
    {
        await using var world = await RunningAsync(kind);
        var (alerts, spec) = (world.World.Database.Get<AlertService>(), new AlertRuleSpec("busy", AlertMetric.Cpu, AlertComparison.Above, 0.1, TimeSpan.Zero));
        var rule = await CreateAsync(world, new(null, null, world.ContainerId), spec);
        world.Run(15);
        await EvaluateAsync(world);
        var (viewer, stranger) = (await world.World.MemberAsync(Role.Viewer), await PageTests.UserAsync(world.World.Database, "eve@example.com"));
        var told = Assert.Single(await NotificationsAsync(world));

        Assert.Single((await alerts.RulesByOrganizationAsync(viewer, [world.World.Organization], CancellationToken.None))[world.World.Organization]);
        Assert.Single((await alerts.ByContainerAsync(viewer, [world.ContainerId], CancellationToken.None))[world.ContainerId]);
        Assert.Equal(1, await world.World.Database.Get<NotificationService>().CountUnreadAsync(viewer, CancellationToken.None));
        Assert.Equal(0, await world.World.Database.Get<NotificationService>().CountUnreadAsync(stranger, CancellationToken.None));
        Assert.Empty(await alerts.RulesByIdAsync(stranger, [rule.Id], CancellationToken.None));
        Assert.Empty((await alerts.ByContainerAsync(stranger, [world.ContainerId], CancellationToken.None))[world.ContainerId]);
        foreach (var (who, code) in new[] { (viewer, ErrorCode.Forbidden), (stranger, ErrorCode.NotFound), (world.World.Root, ErrorCode.NotFound) })
        {
            await RefusedAsync(code, () => alerts.CreateAsync(who, new(null, null, world.ContainerId), spec, CancellationToken.None));
            await RefusedAsync(code, () => alerts.CreateAsync(who, new(null, world.World.Project.Id, null), spec, CancellationToken.None));
            await RefusedAsync(code, () => alerts.CreateAsync(who, new(world.World.Organization, null, null), spec, CancellationToken.None));
            await RefusedAsync(code, () => alerts.UpdateAsync(who, rule.Id, s => s, CancellationToken.None));
            await RefusedAsync(code, () => alerts.DeleteAsync(who, rule.Id, CancellationToken.None));
        }

        await RefusedAsync(ErrorCode.NotFound, () => alerts.FollowAsync(stranger, world.World.Organization, CancellationToken.None));
        await RefusedAsync(ErrorCode.NotFound, () => world.World.Database.Get<NotificationService>().MarkReadAsync(stranger, told.Id, CancellationToken.None));
        await RefusedAsync(ErrorCode.NotFound, () => world.World.Database.Get<NotificationService>().MarkAllReadAsync(stranger, world.World.Organization, CancellationToken.None));
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Who_has_read_a_notification_has_read_it_for_nobody_else(DatabaseProvider kind)
    {
        await using var world = await RunningAsync(kind);
        await CreateAsync(world, new(null, null, world.ContainerId), new("busy", AlertMetric.Cpu, AlertComparison.Above, 0.1, TimeSpan.Zero));
        world.Run(15);
        await EvaluateAsync(world);
        var (notifications, viewer) = (world.World.Database.Get<NotificationService>(), await world.World.MemberAsync(Role.Viewer));
        var id = Assert.Single(await NotificationsAsync(world)).Id;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var counts = notifications.FollowUnread(viewer, limit.Token).GetAsyncEnumerator(limit.Token);
        Assert.True(await counts.MoveNextAsync());
        Assert.Equal(1, counts.Current);
        await notifications.MarkReadAsync(viewer, id, CancellationToken.None);
        await notifications.MarkReadAsync(viewer, id, CancellationToken.None);
        Assert.True(await counts.MoveNextAsync());
        Assert.Equal(0, counts.Current);

        Assert.Empty((await notifications.ListAsync(viewer, null, unread: true, new PageRequest(10), CancellationToken.None)).Items);
        Assert.Single((await notifications.ListAsync(viewer, null, unread: false, new PageRequest(10), CancellationToken.None)).Items);
        Assert.Single((await notifications.ListAsync(world.World.Ada, null, unread: true, new PageRequest(10), CancellationToken.None)).Items);
        Assert.Equal(1, await notifications.MarkAllReadAsync(world.World.Ada, world.World.Organization, CancellationToken.None));
        Assert.Equal(0, await notifications.MarkAllReadAsync(world.World.Ada, null, CancellationToken.None));
        world.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal("1 notifications removed", await notifications.RemoveOldAsync(Caller.System("test"), CancellationToken.None));
    }

    [Fact]
    public async Task An_organization_has_so_many_rules_and_wrong_ones_say_what_is_wrong()
    {
        await using var world = await RunningAsync(settings: new() { ["Alerts:MaxRules"] = "1" });
        var (alerts, scope) = (world.World.Database.Get<AlertService>(), new AlertScope(null, null, world.ContainerId));
        var wrong = await Assert.ThrowsAsync<PlatformException>(() =>
            alerts.CreateAsync(world.World.Ada, scope, new(" ", AlertMetric.Cpu, AlertComparison.Above, double.NaN, TimeSpan.FromDays(2)), CancellationToken.None));
        Assert.Equal(["name", "threshold", "for"], wrong.Problems.Select(p => p.Path![0]));
        await CreateAsync(world, scope, new("one", AlertMetric.Cpu, AlertComparison.Above, 1, TimeSpan.Zero));
        await RefusedAsync(ErrorCode.Conflict, () => alerts.CreateAsync(world.World.Ada, scope, new("two", AlertMetric.Cpu, AlertComparison.Above, 1, TimeSpan.Zero), CancellationToken.None));
    }

    private static async Task RefusedAsync(ErrorCode code, Func<Task> attempt) => Assert.Equal(code, (await Assert.ThrowsAsync<PlatformException>(attempt)).Code);

    /// <summary>A world whose container runs.</summary>
    private static async Task<MetricWorld> RunningAsync(DatabaseProvider kind = DatabaseProvider.Sqlite, Dictionary<string, string?>? settings = null)
    {
        var world = await MetricWorld.OpenAsync(kind, settings);
        await world.World.Database.Get<ContainerService>().StartAsync(world.World.Ada, world.ContainerId, ChangeTerms.None, CancellationToken.None);
        await world.World.ReconcileAsync(world.ContainerId);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.World.ReconcileAsync(world.ContainerId);
        return world;
    }

    private static Task<AlertRule> CreateAsync(MetricWorld world, AlertScope scope, AlertRuleSpec spec) =>
        world.World.Database.Get<AlertService>().CreateAsync(world.World.Ada, scope, spec, CancellationToken.None);

    private static Task<string> EvaluateAsync(MetricWorld world) => world.World.Database.Get<AlertEvaluation>().EvaluateAsync(Caller.System("test"), CancellationToken.None);

    private static async Task<Alert> AlertAsync(MetricWorld world) =>
        Assert.Single((await world.World.Database.Get<AlertService>().ByContainerAsync(world.World.Ada, [world.ContainerId], CancellationToken.None))[world.ContainerId]);

    private static async Task<IReadOnlyList<Notification>> NotificationsAsync(MetricWorld world) =>
        (await world.World.Database.Get<NotificationService>().ListAsync(world.World.Ada, null, null, new PageRequest(10), CancellationToken.None)).Items;
}
