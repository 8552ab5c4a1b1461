using GraphPlatform.Platform.Alerts;

namespace GraphPlatform.Tests.Platform.Alerts;

public sealed class AlertStateTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private DateTimeOffset now = Start;

    [Fact]
    public void It_waits_fires_when_it_has_held_for_long_enough_and_is_over_when_it_has_not_for_a_while()
    {
        var rule = Rule(TimeSpan.FromMinutes(5));
        var alert = new Alert("alt_1", rule, "ctr_1");
        Assert.Equal(AlertChange.None, See(alert, rule, 0.5));
        Assert.Equal(AlertChange.Shown, See(alert, rule, 0.9));
        Assert.Equal((AlertState.Pending, "CPU: 0.9 cores, above 0.8 cores. It fires when that holds for 5 min."), (alert.State, alert.Reason));
        for (var i = 0; i < 19; i++) Assert.Equal(AlertChange.Seen, See(alert, rule, 0.9));
        Assert.Equal(AlertChange.Fired, See(alert, rule, 0.95));
        Assert.Equal((AlertState.Firing, 0.95, "CPU: 0.95 cores, above 0.8 cores for 5 min."), (alert.State, alert.Value, alert.Reason));
        Assert.Equal(AlertChange.None, See(alert, rule, 0.9));

        // It swings: only a minute on the right side ends it.
        Assert.Equal(AlertChange.Seen, See(alert, rule, 0.1));
        Assert.Equal(AlertChange.Seen, See(alert, rule, 0.9));
        for (var i = 0; i < 4; i++) Assert.Equal(AlertChange.Seen, See(alert, rule, 0.1));
        Assert.Equal(AlertChange.Resolved, See(alert, rule, 0.1));
        Assert.Equal("CPU: 0.1 cores, no longer above 0.8 cores.", alert.Reason);
        Assert.Equal(AlertChange.None, See(alert, rule, 0.1));
        Assert.Equal(AlertChange.Shown, See(alert, rule, 0.9));
        Assert.Null(alert.FiredAt);
    }

    [Fact]
    public void What_does_not_hold_on_tells_nobody()
    {
        var rule = Rule(TimeSpan.FromMinutes(1));
        var alert = new Alert("alt_1", rule, "ctr_1");
        See(alert, rule, 0.9);
        Assert.Equal(AlertChange.Shown, See(alert, rule, 0.1));
        Assert.Equal((AlertState.Resolved, (DateTimeOffset?)null), (alert.State, alert.FiredAt));
    }

    [Fact]
    public void What_cannot_be_told_changes_nothing_and_too_long_unseen_begins_anew()
    {
        var rule = Rule(TimeSpan.FromMinutes(1));
        var alert = new Alert("alt_1", rule, "ctr_1");
        See(alert, rule, 0.9);
        for (var i = 0; i < 3; i++) Assert.Equal(AlertChange.None, alert.Observe(rule, AlertReading.Unknown, now = now.AddSeconds(15)));
        Assert.Equal(AlertChange.Fired, See(alert, rule, 0.9));         // a restart in between, of less than two minutes
        Assert.Equal(AlertChange.None, alert.Observe(rule, AlertReading.Unknown, now = now.AddHours(1)));
        Assert.Equal(AlertState.Firing, alert.State);

        var other = new Alert("alt_2", rule, "ctr_1");
        See(other, rule, 0.9);
        now = now.AddMinutes(10);
        Assert.Equal(AlertChange.Seen, See(other, rule, 0.9));
        now = now.AddDays(-1);
        Assert.Equal(AlertChange.Seen, See(other, rule, 0.9));           // a clock that was set back
        for (var i = 0; i < 3; i++) Assert.Equal(AlertChange.Seen, See(other, rule, 0.9));
        Assert.Equal(AlertChange.Fired, See(other, rule, 0.9));
    }

    [Fact]
    public void Below_is_the_other_side_and_what_does_not_run_is_beyond_no_threshold()
    {
        var rule = Rule(TimeSpan.Zero, AlertComparison.Below);
        var alert = new Alert("alt_1", rule, "ctr_1");
        Assert.Equal(AlertChange.None, alert.Observe(rule, AlertReading.Nothing, now));
        Assert.Equal(AlertChange.Fired, See(alert, rule, 0.1));
        Assert.Equal(AlertChange.Resolved, alert.Observe(rule, AlertReading.Nothing, now));
        Assert.Equal("It does not run any more.", alert.Reason);
    }

    private static AlertRule Rule(TimeSpan held, AlertComparison comparison = AlertComparison.Above) =>
        new("alr_1", "org_1", null, "ctr_1", new("busy", AlertMetric.Cpu, comparison, 0.8, held), "usr_1", Start);

    private AlertChange See(Alert alert, AlertRule rule, double value) => alert.Observe(rule, AlertReading.Of(value), now = now.AddSeconds(15));
}
