using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Runtime.Plans;
using GraphPlatform.Platform.Workers;
using static GraphPlatform.Tests.Platform.Runtime.Plans.PlanValues;

namespace GraphPlatform.Tests.Platform.Runtime.Plans;

public sealed class RolloutPlanTests
{
    private readonly Container container = Container(serving: 1, target: 2);
    private readonly Deployment old = Version(1);
    private readonly Deployment target = Version(2);
    private readonly Instance before = Running(0);

    [Fact]
    public void How_the_new_version_takes_its_place_is_decided_once() => Assert.Equal([new ReconcileStep.DecideStrategy()], Plan([before], ("ins_0", ObservedState.Running)).Steps);

    [Fact]
    public void The_new_version_starts_beside_the_old_one()
    {
        target.Decide(UpdateStrategy.StartFirst);
        Assert.Equal([new ReconcileStep.AddInstance("dep_2", 0)], Plan([before], ("ins_0", ObservedState.Running)).Steps);
        Assert.Equal(
            [new ReconcileStep.CreateInstance("ins_2_0"), new ReconcileStep.StartInstance("ins_2_0")],
            Plan([before, Made(0, version: 2)], ("ins_0", ObservedState.Running)).Steps);
    }

    [Fact]
    public void The_old_one_is_touched_only_when_the_new_one_has_proved_itself()
    {
        target.Decide(UpdateStrategy.StartFirst);
        var after = Running(0, version: 2);
        var waiting = Plan([before, after], ("ins_0", ObservedState.Running), ("ins_2_0", ObservedState.Running));
        Assert.True(waiting is { IsEmpty: true, IsSettled: false } && waiting.WakeAt == Now.AddSeconds(3));
        Assert.Equal(
            [new ReconcileStep.JoinInstance("ins_2_0"), new ReconcileStep.Serve()],
            Plan(Now.AddSeconds(3), [before, after], ("ins_0", ObservedState.Running), ("ins_2_0", ObservedState.Running)).Steps);
    }

    [Fact]
    public void What_was_replaced_finishes_what_it_is_at_and_goes()
    {
        container.Serving(target);
        Assert.Equal(
            [new ReconcileStep.DrainInstance("ins_0"), new ReconcileStep.RemoveInstance("ins_0")],
            ReconcilePlan.From(container, target, target, [before, Running(0, version: 2)], Observed(("ins_0", ObservedState.Running), ("ins_2_0", ObservedState.Running)), Now).Steps);
    }

    [Fact]
    public void A_new_version_that_crashes_is_taken_back_and_the_old_one_goes_on()
    {
        target.Decide(UpdateStrategy.StartFirst);
        var after = Running(0, version: 2);
        after.Exited(3, false, Now, RestartPolicy.Always, Now);
        var plan = Plan([before, after], ("ins_0", ObservedState.Running), ("ins_2_0", ObservedState.Exited));
        Assert.Equal([new ReconcileStep.FailRollout("ins_2_0", "It ended with exit code 3")], plan.Steps);

        target.Fail("It ended with exit code 3.", Now);
        Assert.Equal(
            [new ReconcileStep.RemoveInstance("ins_2_0")],
            Plan([before, after], ("ins_0", ObservedState.Running), ("ins_2_0", ObservedState.Exited)).Steps);
        Assert.True(Plan(Now.AddSeconds(1), [before], ("ins_0", ObservedState.Running)) is { IsEmpty: true, IsSettled: true });
    }

    [Fact]
    public void A_new_version_that_is_not_well_is_taken_back()
    {
        target.Decide(UpdateStrategy.StartFirst);
        var after = Running(0, version: 2);
        after.Checked(InstanceHealth.Unhealthy, "port 80 takes no connections");
        Assert.Equal(
            [new ReconcileStep.FailRollout("ins_2_0", "Its health check failed: port 80 takes no connections")],
            Plan([before, after], ("ins_0", ObservedState.Running), ("ins_2_0", ObservedState.Running)).Steps);
    }

    [Fact]
    public void The_old_version_that_crashes_meanwhile_starts_again()
    {
        target.Decide(UpdateStrategy.StartFirst);
        before.Exited(1, false, Now, RestartPolicy.Always, Now);
        var plan = Plan(Now.AddSeconds(2), [before, Running(0, version: 2)], ("ins_0", ObservedState.Exited), ("ins_2_0", ObservedState.Running));
        Assert.Equal([new ReconcileStep.StartInstance("ins_0")], plan.Steps);
    }

    [Fact]
    public void Where_only_one_may_run_the_old_one_stops_first_and_starts_again_when_the_new_one_fails()
    {
        target.Decide(UpdateStrategy.StopFirst);
        Assert.Equal([new ReconcileStep.StopInstance("ins_0")], Plan([before], ("ins_0", ObservedState.Running)).Steps);
        before.Stopped(0, Now);
        Assert.Equal([new ReconcileStep.AddInstance("dep_2", 0)], Plan([before], ("ins_0", ObservedState.Exited)).Steps);

        target.Fail("no", Now);
        Assert.Equal([new ReconcileStep.StartInstance("ins_0")], Plan([before], ("ins_0", ObservedState.Exited)).Steps);
    }

    [Fact]
    public void A_newer_wish_removes_what_the_one_before_had_started()
    {
        var third = Version(3);
        container.Serve(third);
        var plan = ReconcilePlan.From(
            container, third, old, [before, Running(0, version: 2)], Observed(("ins_0", ObservedState.Running), ("ins_2_0", ObservedState.Running)), Now);
        Assert.Equal([new ReconcileStep.StopInstance("ins_2_0"), new ReconcileStep.RemoveInstance("ins_2_0"), new ReconcileStep.DecideStrategy()], plan.Steps);
    }

    [Fact]
    public void A_stop_in_the_middle_keeps_what_served_and_nothing_else()
    {
        container.Stop(Now);
        Assert.Equal(
            [new ReconcileStep.StopInstance("ins_0"), new ReconcileStep.StopInstance("ins_2_0"), new ReconcileStep.RemoveInstance("ins_2_0")],
            Plan([before, Running(0, version: 2)], ("ins_0", ObservedState.Running), ("ins_2_0", ObservedState.Running)).Steps);
    }

    private static Dictionary<string, ObservedInstance> Observed(params (string Id, ObservedState State)[] seen) => seen.ToDictionary(s => s.Id, s => Seen(s.Id, s.State));

    private ReconcilePlan Plan(IReadOnlyList<Instance> instances, params (string Id, ObservedState State)[] seen) => Plan(Now, instances, seen);

    private ReconcilePlan Plan(DateTimeOffset now, IReadOnlyList<Instance> instances, params (string Id, ObservedState State)[] seen) =>
        ReconcilePlan.From(container, target, old, instances, Observed(seen), now);
}
