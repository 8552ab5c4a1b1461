using GraphPlatform.Jobs.Cron;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Backups.Policies;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Notifications;
using GraphPlatform.Platform.Operations;

namespace GraphPlatform.Tests.Platform.Backups;

public sealed class BackupScheduleTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task There_is_one_backup_for_each_time_that_is_due_however_often_it_is_looked_at(DatabaseProvider kind)
    {
        await using var world = await BackupWorld.OpenAsync(kind);
        var (container, _) = await world.ContainerAsync();
        var policies = world.Database.Get<BackupPolicyService>();
        var policy = await policies.SetAsync(world.Ada, container.Id, new(true, TimeSpan.FromHours(6), null, 2, null), None);
        Assert.Equal(world.Database.Clock.GetUtcNow().AddHours(6), policy.NextAt);
        Assert.Equal("0 backups asked for", await policies.RunDueAsync(BackupWorld.Self, None));

        for (var day = 0; day < 3; day++)
        {
            world.Database.Clock.Advance(TimeSpan.FromHours(6));
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => policies.RunDueAsync(BackupWorld.Self, None)));
            Assert.Equal("0 backups asked for", await policies.RunDueAsync(BackupWorld.Self, None));
            await world.RunAsync();
        }

        // Three were made, two are kept.
        var all = await world.ListAsync(a => a.Backups);
        Assert.Equal([12, 18], all.Select(b => (b.DueAt!.Value - policy.UpdatedAt).TotalHours).Order());
        Assert.All(all, b => Assert.Equal((BackupStatus.Verified, BackupTrigger.Scheduled), (b.Status, b.Trigger)));
        Assert.Equal(6, world.Stored.Count);
    }

    [Fact]
    public async Task Times_that_passed_while_nobody_looked_are_one_backup()
    {
        await using var world = await BackupWorld.OpenAsync();
        var (container, _) = await world.ContainerAsync();
        var policies = world.Database.Get<BackupPolicyService>();
        var start = world.Database.Clock.GetUtcNow();
        await policies.SetAsync(world.Ada, container.Id, new(true, TimeSpan.FromHours(1), null, null, null), None);
        world.Database.Clock.Advance(TimeSpan.FromHours(49.5));
        Assert.Equal("1 backups asked for", await policies.RunDueAsync(BackupWorld.Self, None));
        Assert.Equal(start.AddHours(50), (await policies.ByContainerAsync(world.Ada, [container.Id], None))[container.Id].NextAt);

        // The next is due while that one waits: it is left out.
        world.Database.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("0 backups asked for, 1 left out because one is under way", await policies.RunDueAsync(BackupWorld.Self, None));
    }

    [Fact]
    public async Task A_cron_expression_says_when_and_what_is_none_says_what_helps()
    {
        await using var world = await BackupWorld.OpenAsync();
        var (container, _) = await world.ContainerAsync();
        var policies = world.Database.Get<BackupPolicyService>();
        foreach (var expression in new[] { "15 3 * * *", "0 15 3 * * ?" })
        {
            var policy = await policies.SetAsync(world.Ada, container.Id, new(true, null, expression, null, TimeSpan.FromDays(7)), None);
            Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 15, 0, TimeSpan.Zero), policy.NextAt);
        }

        world.Database.Clock.Advance(TimeSpan.FromMinutes(15));
        await policies.RunDueAsync(BackupWorld.Self, None);
        var asked = Assert.Single(await world.ListAsync(a => a.Backups));
        Assert.Equal(world.Database.Clock.GetUtcNow().AddDays(7), asked.KeepUntil);
        Assert.Equal(new DateTimeOffset(2026, 1, 3, 3, 15, 0, TimeSpan.Zero), (await policies.ByContainerAsync(world.Ada, [container.Id], None))[container.Id].NextAt);

        foreach (var (expression, said) in new[] { ("every day", "Every day at 3:15 UTC"), ("* * * * *", "less than 5 minutes apart"), ("0 0 0 1 1 ? 2001", "never comes") })
        {
            var error = await Assert.ThrowsAsync<PlatformException>(() => policies.SetAsync(world.Ada, container.Id, new(true, null, expression, null, null), None));
            Assert.Contains(said, error.Message, StringComparison.Ordinal);
            Assert.Equal(["schedule", "cron"], error.Problems[0].Path);
        }

        var off = await policies.SetAsync(world.Ada, container.Id, new(false, null, "15 3 * * *", null, null), None);
        Assert.Null(off.NextAt);
        Assert.Null(new QuartzCron().Problem("*/10 * * * *"));
    }

    [Fact]
    public async Task Members_are_told_of_a_scheduled_backup_that_was_not_made_and_of_no_other()
    {
        await using var world = await BackupWorld.OpenAsync();
        var (container, _) = await world.ContainerAsync();
        world.Quotas.Worker.Opening = _ => throw new PlatformException(ErrorCode.Engine, "The engine is away.");
        Assert.Equal(BackupStatus.Failed, (await world.BackUpAsync(container.Id)).Status);
        var policies = world.Database.Get<BackupPolicyService>();
        await policies.SetAsync(world.Ada, container.Id, new(true, TimeSpan.FromHours(1), null, null, null), None);
        world.Database.Clock.Advance(TimeSpan.FromHours(1));
        await policies.RunDueAsync(BackupWorld.Self, None);
        await world.RunAsync();
        var told = Assert.Single((await world.Database.Get<NotificationService>().ListAsync(world.Ada, null, null, new(10), None)).Items);
        Assert.Equal((NotificationKind.BackupFailed, "web was not backed up", "The engine is away.", container.Id), (told.Kind, told.Title, told.Text, told.SubjectId));
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Retention_lets_go_what_is_past_its_time_and_keeps_the_newest(DatabaseProvider kind)
    {
        await using var world = await BackupWorld.OpenAsync(kind);
        var (container, _) = await world.ContainerAsync();
        var policies = world.Database.Get<BackupPolicyService>();
        var old = await world.BackUpAsync(container.Id, TimeSpan.FromDays(1));
        world.Database.Clock.Advance(TimeSpan.FromHours(1));
        var newer = await world.BackUpAsync(container.Id, TimeSpan.FromDays(1));
        Assert.Equal("0 not kept any longer, 0 removed", await policies.RetainAsync(BackupWorld.Self, None));
        world.Database.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal("1 not kept any longer, 1 removed", await policies.RetainAsync(BackupWorld.Self, None));
        Assert.Equal((null, newer.Id), (await world.FindAsync(old.Id), (await world.FindAsync(newer.Id))?.Id));

        // Its container gone, its age alone counts.
        await world.Database.Get<ContainerService>().DeleteAsync(world.Ada, container.Id, volumes: false, ChangeTerms.None, None);
        await world.SettleAsync(container.Id);
        Assert.Empty(await world.ListAsync(a => a.BackupPolicies));
        Assert.Equal("1 not kept any longer, 1 removed", await policies.RetainAsync(BackupWorld.Self, None));
        Assert.Empty(world.Stored);
    }
}
