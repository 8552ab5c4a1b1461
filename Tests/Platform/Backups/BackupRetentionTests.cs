using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Backups.Policies;

namespace GraphPlatform.Tests.Platform.Backups;

public sealed class BackupRetentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Beyond_the_number_that_is_kept_the_oldest_scheduled_ones_go() =>
        Assert.Equal(["s3", "s4"], Removable(keepLast: 2, Scheduled(1), Scheduled(2), Scheduled(3), Scheduled(4)));

    [Fact]
    public void Those_that_somebody_asked_for_do_not_count_and_stay() =>
        Assert.Equal(["s5"], Removable(keepLast: 1, Manual(1), Manual(2), Scheduled(3), Manual(4), Scheduled(5), Manual(6)));

    [Fact]
    public void Past_its_time_each_goes_but_the_newest() =>
        Assert.Equal(["m2", "s3"], Removable(null, Manual(1, keep: 0.5), Manual(2, keep: 1), Scheduled(3, keep: 2), Manual(4, keep: 9), Scheduled(5)));

    [Fact]
    public void Without_any_rule_all_stay() => Assert.Empty(Removable(null, Scheduled(1), Scheduled(400), Manual(500)));

    [Fact]
    public void The_newest_stays_whatever_the_rules_say_while_its_container_is_there()
    {
        Assert.Empty(Removable(keepLast: 1, Scheduled(20, keep: 1)));
        Assert.Equal(["s20"], BackupRetention.Removable([Scheduled(20, keep: 1)], 1, containerExists: false, Now).Select(b => b.Id));
    }

    [Fact]
    public void Nothing_goes_at_the_moment_before_its_time_and_it_goes_then()
    {
        var old = new RetainedBackup("old", BackupTrigger.Manual, Now.AddDays(-2), Now);
        Assert.Empty(BackupRetention.Removable([Manual(1), old], null, true, Now.AddTicks(-1)));
        Assert.Equal([old], BackupRetention.Removable([Manual(1), old], null, true, Now));
    }

    private static IEnumerable<string> Removable(int? keepLast, params RetainedBackup[] all) => BackupRetention.Removable(all, keepLast, containerExists: true, Now).Select(b => b.Id);

    private static RetainedBackup Scheduled(int daysAgo, double? keep = null) => Of("s", BackupTrigger.Scheduled, daysAgo, keep);

    private static RetainedBackup Manual(int daysAgo, double? keep = null) => Of("m", BackupTrigger.Manual, daysAgo, keep);

    private static RetainedBackup Of(string kind, BackupTrigger trigger, int daysAgo, double? keep) =>
        new($"{kind}{daysAgo}", trigger, Now.AddDays(-daysAgo), keep is { } days ? Now.AddDays(days - daysAgo) : null);
}
