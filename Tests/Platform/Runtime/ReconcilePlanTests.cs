using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Tests.Platform.Runtime;

public sealed class ReconcilePlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly Container container = New(replicas: 1);
    private readonly Deployment deployment = new("dep_1", "org_1", "ctr_1", 1, Spec("sha256:1"), "usr_1", Now);

    [Fact]
    public void A_new_container_first_finds_its_image()
    {
        var unresolved = new Deployment("dep_1", "org_1", "ctr_1", 1, Spec(null), "usr_1", Now);
        Assert.Equal([new ReconcileStep.ResolveImage()], ReconcilePlan.From(container, unresolved, [], Nothing, Now).Steps);
    }

    [Fact]
    public void Then_it_records_an_instance_before_the_engine_hears_of_it() =>
        Assert.Equal([new ReconcileStep.AddInstance(0)], Plan([], Nothing).Steps);

    [Fact]
    public void A_recorded_instance_is_made_and_started() => Assert.Equal(
        [new ReconcileStep.CreateInstance("ins_0"), new ReconcileStep.StartInstance("ins_0")], Plan([Instance(0)], Nothing).Steps);

    [Fact]
    public void One_that_a_crash_left_half_made_is_made_again_to_its_end() => Assert.Equal(
        [new ReconcileStep.CreateInstance("ins_0"), new ReconcileStep.StartInstance("ins_0")], Plan([Instance(0)], Observed(ObservedState.Created)).Steps);

    [Fact]
    public void Running_as_desired_leaves_an_empty_plan() => Assert.True(Plan([Running(0)], Observed(ObservedState.Running)).IsEmpty);

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
        Assert.Equal([new ReconcileStep.StartInstance("ins_0")], ReconcilePlan.From(container, deployment, [instance], Observed(ObservedState.Exited), Now.AddSeconds(1)).Steps);
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
        Assert.Equal([new ReconcileStep.RemoveInstance("ins_0")], Plan([Instance(0)], Observed(ObservedState.Created)).Steps);
        Assert.True(Plan([], Nothing) is { IsEmpty: true, WakeAt: { } first } && first == Now.AddSeconds(10));
        Assert.Equal([new ReconcileStep.AddInstance(0)], ReconcilePlan.From(container, deployment, [], Nothing, Now.AddSeconds(10)).Steps);
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
        Assert.Equal([new ReconcileStep.AddInstance(0)], Plan([], Nothing).Steps);
    }

    [Fact]
    public void One_that_is_over_is_not_run_again_because_somebody_cleaned_up()
    {
        var instance = Running(0);
        instance.Exited(0, false, Now, RestartPolicy.Never, Now);
        Assert.True(Plan([instance], Nothing) is { IsEmpty: true, WakeAt: null });
    }

    [Fact]
    public void Each_replica_has_its_own_instance()
    {
        var three = New(replicas: 3);
        var plan = ReconcilePlan.From(three, deployment, [Running(0)], Observed(ObservedState.Running), Now);
        Assert.Equal([new ReconcileStep.AddInstance(1), new ReconcileStep.AddInstance(2)], plan.Steps);
    }

    private static Dictionary<string, ObservedInstance> Nothing => [];

    private static Container New(int replicas) =>
        new("ctr_1", "org_1", "prj_1", "web", new RuntimeSpec(replicas, new Resources(500, 1 << 20, 10), RestartPolicy.Always, TimeSpan.Zero), start: true, Now);

    private static DeploymentSpec Spec(string? digest) => new("app:1", digest, null, null, null, [], [], [], SecuritySpec.Default);

    private static Instance Instance(int index) => new($"ins_{index}", "org_1", "ctr_1", "dep_1", index, "wrk_1", Now);

    private static Instance Running(int index)
    {
        var instance = Instance(index);
        instance.Starting(1);
        instance.Running(Now);
        return instance;
    }

    private static Dictionary<string, ObservedInstance> Observed(ObservedState state) =>
        new() { ["ins_0"] = new("ins_0", state, 0, false, Now, null) };

    private ReconcilePlan Plan(IReadOnlyList<Instance> instances, Dictionary<string, ObservedInstance> observed) =>
        ReconcilePlan.From(container, deployment, instances, observed, Now);
}
