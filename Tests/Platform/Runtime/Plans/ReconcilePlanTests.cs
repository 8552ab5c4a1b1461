using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Runtime.Plans;
using GraphPlatform.Platform.Scaling;
using GraphPlatform.Platform.Workers;
using static GraphPlatform.Tests.Platform.Runtime.Plans.PlanValues;

namespace GraphPlatform.Tests.Platform.Runtime.Plans;

public sealed class ReconcilePlanTests
{
    private readonly Container container = PlanValues.Container();
    private readonly Deployment deployment = Version(1);

    [Fact]
    public void A_new_container_first_finds_its_image()
    {
        var unresolved = new Deployment("dep_1", "org_1", "ctr_1", 1, PlanValues.Spec(null), "usr_1", Now);
        Assert.Equal([new ReconcileStep.ResolveImage("dep_1")], ReconcilePlan.From(container, unresolved, null, [], Nothing, Now).Steps);
    }

    [Fact]
    public void Then_it_records_an_instance_before_the_engine_hears_of_it() =>
        Assert.Equal([new ReconcileStep.AddInstance("dep_1", 0)], Plan([], Nothing).Steps);

    [Fact]
    public void A_recorded_instance_is_made_and_started() => Assert.Equal(
        [new ReconcileStep.CreateInstance("ins_0"), new ReconcileStep.StartInstance("ins_0")], Plan([Made(0)], Nothing).Steps);

    [Fact]
    public void One_that_a_crash_left_half_made_is_made_again_to_its_end() => Assert.Equal(
        [new ReconcileStep.CreateInstance("ins_0"), new ReconcileStep.StartInstance("ins_0")], Plan([Made(0)], Observed(ObservedState.Created)).Steps);

    [Fact]
    public void Running_as_desired_leaves_an_empty_plan() =>
        Assert.Empty(ReconcilePlan.From(container, deployment, deployment, [Running(0)], Observed(ObservedState.Running), Now).Steps);

    [Fact]
    public void One_that_was_removed_behind_our_back_is_made_again() => Assert.Equal(
        [new ReconcileStep.CreateInstance("ins_0"), new ReconcileStep.StartInstance("ins_0")], Plan([Running(0)], Nothing).Steps);

    [Fact]
    public void One_that_was_frozen_behind_our_back_is_thawed() =>
        Assert.Equal([new ReconcileStep.ThawInstance("ins_0")], Plan([Running(0)], Observed(ObservedState.Frozen)).Steps);

    [Fact]
    public void A_crash_waits_before_its_next_start_and_then_starts()
    {
        var instance = Running(0);
        instance.Exited(1, false, Now, RestartPolicy.Always, Now);
        var waiting = Plan([instance], Observed(ObservedState.Exited));
        Assert.True(waiting.IsEmpty);
        Assert.Equal(Now.AddSeconds(1), waiting.WakeAt);
        Assert.Equal([new ReconcileStep.StartInstance("ins_0")], ReconcilePlan.From(container, deployment, deployment, [instance], Observed(ObservedState.Exited), Now.AddSeconds(1)).Steps);
    }

    [Fact]
    public void After_five_crashes_in_a_row_it_stays_down_until_somebody_starts_it()
    {
        var instance = Running(0);
        for (var i = 0; i < 5; i++) instance.Exited(1, false, Now, RestartPolicy.Always, Now);
        Assert.True(Plan([instance], Observed(ObservedState.Exited)) is { IsEmpty: true, WakeAt: null });

        container.Start(Now);
        Assert.Equal([new ReconcileStep.StartInstance("ins_0")], Plan([instance], Observed(ObservedState.Exited)).Steps);
    }

    [Fact]
    public void Stopping_ends_the_processes_and_keeps_the_instance()
    {
        container.Stop(Now);
        Assert.Equal([new ReconcileStep.StopInstance("ins_0")], Plan([Running(0)], Observed(ObservedState.Running)).Steps);
        Assert.True(Plan([Running(0)], Observed(ObservedState.Exited)).IsEmpty);
    }

    [Fact]
    public void Stopping_what_was_about_to_start_leaves_no_instance_that_was_only_recorded()
    {
        container.Stop(Now);
        Assert.Equal([new ReconcileStep.RemoveInstance("ins_0")], Plan([Made(0)], Nothing).Steps);
        Assert.Equal([new ReconcileStep.RemoveInstance("ins_0")], Plan([Made(0)], Observed(ObservedState.Created)).Steps);
        Assert.True(Plan([], Nothing).IsEmpty);
    }

    [Fact]
    public void Deleting_removes_instances_before_the_container_is_forgotten()
    {
        container.Delete(volumes: false, Now);
        Assert.Equal(
            [new ReconcileStep.StopInstance("ins_0"), new ReconcileStep.RemoveInstance("ins_0")], Plan([Running(0)], Observed(ObservedState.Running)).Steps);
        Assert.Equal([new ReconcileStep.Forget()], Plan([], Nothing).Steps);
    }

    [Fact]
    public void What_failed_leaves_nothing_half_made_and_is_tried_again_later_and_later()
    {
        container.Failed("port taken", transient: false, Now);
        Assert.Equal([new ReconcileStep.RemoveInstance("ins_0")], Plan([Made(0)], Observed(ObservedState.Created)).Steps);
        Assert.True(Plan([], Nothing) is { IsEmpty: true, WakeAt: { } first } && first == Now.AddSeconds(10));
        Assert.Equal([new ReconcileStep.AddInstance("dep_1", 0)], ReconcilePlan.From(container, deployment, deployment, [], Nothing, Now.AddSeconds(10)).Steps);
        container.Failed("port taken", transient: false, Now);
        Assert.Equal(Now.AddSeconds(20), Plan([], Nothing).WakeAt);
        for (var i = 0; i < 50; i++) container.Failed("port taken", transient: false, Now);
        Assert.Equal(Now.AddMinutes(5), Plan([], Nothing).WakeAt);
    }

    [Fact]
    public void An_engine_that_was_away_is_tried_again_soon_and_a_new_wish_at_once()
    {
        for (var i = 0; i < 9; i++) container.Failed("engine away", transient: true, Now);
        Assert.Equal(Now.AddSeconds(5), Plan([], Nothing).WakeAt);
        container.Start(Now);
        Assert.Equal([new ReconcileStep.AddInstance("dep_1", 0)], Plan([], Nothing).Steps);
    }

    [Fact]
    public void One_that_is_over_is_not_run_again_because_somebody_cleaned_up()
    {
        var instance = Running(0);
        instance.Exited(0, false, Now, RestartPolicy.Never, Now);
        Assert.True(Plan([instance], Nothing) is { IsEmpty: true, WakeAt: null });
    }

    [Fact]
    public void What_is_done_is_not_done_again_because_something_else_changes_but_when_it_is_started()
    {
        var instance = Running(0);
        instance.Exited(0, false, Now, RestartPolicy.Never, Now);
        container.Update(container.Runtime with { Resources = new Resources(1000, 2 << 20, 20) }, null, null, Now);
        Assert.True(Plan([instance], Observed(ObservedState.Exited)).IsEmpty);
        container.Start(Now);
        Assert.Contains(new ReconcileStep.StartInstance("ins_0"), Plan([instance], Observed(ObservedState.Exited)).Steps);
    }

    [Fact]
    public void Each_replica_has_its_own_instance()
    {
        var three = PlanValues.Container(replicas: 3);
        var plan = ReconcilePlan.From(three, deployment, deployment, [Running(0)], Observed(ObservedState.Running), Now);
        Assert.Equal([new ReconcileStep.AddInstance("dep_1", 1), new ReconcileStep.AddInstance("dep_1", 2)], plan.Steps);
    }

    [Fact]
    public void A_first_version_that_is_healthy_serves()
    {
        var fresh = PlanValues.Container(serving: null);
        Assert.Equal([new ReconcileStep.Serve()], ReconcilePlan.From(fresh, deployment, null, [Running(0)], Observed(ObservedState.Running), Now.AddSeconds(1)).Steps);
    }

    [Fact]
    public void That_it_runs_is_said_when_it_has_lasted_half_a_second()
    {
        var plan = Plan([Running(0)], Observed(ObservedState.Running));
        Assert.True(plan is { IsEmpty: true, IsSettled: false } && plan.WakeAt == Now.AddMilliseconds(500));
        Assert.True(ReconcilePlan.From(container, deployment, deployment, [Running(0)], Observed(ObservedState.Running), Now.AddSeconds(1)).IsSettled);
    }

    [Fact]
    public void With_a_health_check_nothing_is_said_before_it_was_well()
    {
        var checkedOne = Version(1, HealthCheck.Listens(80));
        var instance = Running(0);
        Assert.True(ReconcilePlan.From(container, checkedOne, checkedOne, [instance], Observed(ObservedState.Running), Now.AddHours(1)) is { IsEmpty: true, IsSettled: false, WakeAt: null });
        instance.Checked(InstanceHealth.Healthy, null);
        Assert.True(ReconcilePlan.From(container, checkedOne, checkedOne, [instance], Observed(ObservedState.Running), Now).IsSettled);
    }

    [Fact]
    public void One_that_is_no_longer_well_starts_anew_where_the_user_asked_for_the_check()
    {
        var checkedOne = Version(1, HealthCheck.Listens(80));
        var instance = Running(0);
        instance.Checked(InstanceHealth.Unhealthy, "refused");
        Assert.Equal([new ReconcileStep.EndInstance("ins_0")], ReconcilePlan.From(container, checkedOne, checkedOne, [instance], Observed(ObservedState.Running), Now).Steps);

        // That a port is open is what we look at by ourselves: a program that is slow to open it is not ended for that.
        Assert.True(Plan([instance], Observed(ObservedState.Running)).IsEmpty);
    }

    [Fact]
    public void One_that_ran_out_of_memory_gets_more_once_and_starts_with_it()
    {
        var instance = Running(0);
        instance.Exited(137, true, Now, RestartPolicy.Always, Now);
        Assert.Equal([new ReconcileStep.BoostMemory()], Plan([instance], Observed(ObservedState.Exited)).Steps);
        container.TriedBoost();
        container.Apply(new ScalingWish(ScalingAction.Boost, container.Allowed with { MemoryBytes = 3 << 19 }, "because"), Now.AddMinutes(30), Now);
        Assert.True(Plan([instance], Observed(ObservedState.Exited)) is { IsEmpty: true, IsSettled: false } waiting && waiting.WakeAt == Now.AddSeconds(1));
        Assert.Equal(
            [new ReconcileStep.ResizeInstance("ins_0"), new ReconcileStep.StartInstance("ins_0")],
            ReconcilePlan.From(container, deployment, deployment, [instance], Observed(ObservedState.Exited), Now.AddSeconds(1)).Steps);
    }

    [Fact]
    public void A_restart_ends_and_starts_one_after_the_other()
    {
        var two = PlanValues.Container(replicas: 2);
        two.RestartAll(Now);
        var observed = new Dictionary<string, ObservedInstance> { ["ins_0"] = Seen("ins_0", ObservedState.Running), ["ins_1"] = Seen("ins_1", ObservedState.Running) };
        Assert.Equal(
            [new ReconcileStep.StopInstance("ins_0"), new ReconcileStep.StartInstance("ins_0")],
            ReconcilePlan.From(two, deployment, deployment, [Running(0), Running(1)], observed, Now).Steps);
        Assert.Equal(
            [new ReconcileStep.StopInstance("ins_1"), new ReconcileStep.StartInstance("ins_1")],
            ReconcilePlan.From(two, deployment, deployment, [Running(0, generation: 2), Running(1)], observed, Now).Steps);
    }

    [Fact]
    public void Other_limits_are_told_to_the_engine_while_it_runs()
    {
        container.Update(container.Runtime with { Resources = new Resources(1000, 2 << 20, 20) }, null, null, Now);
        Assert.Equal([new ReconcileStep.ResizeInstance("ins_0")], Plan([Running(0)], Observed(ObservedState.Running)).Steps);
    }

    [Fact]
    public void What_nobody_uses_is_frozen_and_what_was_to_be_frozen_and_is_gone_is_asleep()
    {
        container.FallIdle(Now);
        Assert.Equal([new ReconcileStep.FreezeInstance("ins_0")], Plan([Running(0)], Observed(ObservedState.Running)).Steps);
        Assert.True(Plan([Running(0)], Observed(ObservedState.Frozen)) is { IsEmpty: true, IsSettled: true });
        Assert.Equal([new ReconcileStep.FallAsleep()], Plan([Running(0)], Observed(ObservedState.Exited)).Steps);

        container.Wake(Now);
        Assert.Equal([new ReconcileStep.ThawInstance("ins_0")], Plan([Running(0)], Observed(ObservedState.Frozen)).Steps);
    }

    [Fact]
    public void What_is_asleep_is_stopped_and_kept_and_waking_starts_it()
    {
        container.FallAsleep(Now);
        Assert.Equal([new ReconcileStep.StopInstance("ins_0")], Plan([Running(0)], Observed(ObservedState.Frozen)).Steps);
        var stopped = Running(0);
        stopped.Stopped(0, Now);
        Assert.True(Plan([stopped], Observed(ObservedState.Exited)).IsEmpty);
        container.Wake(Now);
        Assert.Equal([new ReconcileStep.StartInstance("ins_0")], Plan([stopped], Observed(ObservedState.Exited)).Steps);
    }

    private static Dictionary<string, ObservedInstance> Nothing => [];

    private static Dictionary<string, ObservedInstance> Observed(ObservedState state) => new() { ["ins_0"] = Seen("ins_0", state) };

    private ReconcilePlan Plan(IReadOnlyList<Instance> instances, Dictionary<string, ObservedInstance> observed) =>
        ReconcilePlan.From(container, deployment, deployment, instances, observed, Now);
}
