using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Scaling;

namespace GraphPlatform.Tests.Platform.Scaling;

public sealed class ScalingRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Five_busy_minutes_make_it_grow_by_one_size_and_four_do_not()
    {
        var light = Container(ContainerSize.Light);
        Assert.Null(ScalingRule.Decide(light, Minutes(4, cpu: 0.45)));
        var wish = ScalingRule.Decide(light, Minutes(5, cpu: 0.45))!;
        Assert.Equal((ScalingAction.Up, 1000, 1L << 30), (wish.Action, wish.To.CpuMillis, wish.To.MemoryBytes));
        Assert.Equal("It used more than 80 % of its 0.5 cores for 5 minutes.", wish.Reason);
        Assert.Null(ScalingRule.Decide(light, [.. Minutes(4, cpu: 0.45), .. Minutes(1, cpu: 0.39)]));
    }

    [Fact]
    public void It_grows_to_no_larger_size_than_its_policy_says()
    {
        Assert.Null(ScalingRule.Decide(Container(ContainerSize.Heavy), Minutes(10, cpu: 2)));
        Assert.Null(ScalingRule.Decide(Container(ContainerSize.Light, policy: null), Minutes(10, cpu: 0.5)));
    }

    [Fact]
    public void Ten_quiet_minutes_make_it_shrink_if_its_memory_has_room_then()
    {
        var heavy = Container(ContainerSize.Heavy);
        Assert.Null(ScalingRule.Decide(heavy, Minutes(9, cpu: 0.1)));
        Assert.Equal((ScalingAction.Down, 1000), ScalingRule.Decide(heavy, Minutes(10, cpu: 0.1)) is { } down ? (down.Action, down.To.CpuMillis) : default);
        Assert.Null(ScalingRule.Decide(heavy, Minutes(10, cpu: 0.1, memory: 900L << 20)));
        Assert.Null(ScalingRule.Decide(Container(ContainerSize.Light), Minutes(10, cpu: 0)));
    }

    [Fact]
    public void A_full_minute_of_memory_gives_a_boost_once()
    {
        var light = Container(ContainerSize.Light);
        var wish = ScalingRule.Decide(light, Minutes(1, cpu: 0.2, memory: 480L << 20))!;
        Assert.Equal((ScalingAction.Boost, 768L << 20), (wish.Action, wish.To.MemoryBytes));
        light.Apply(wish, Now.AddMinutes(30), Now);
        Assert.Equal(768L << 20, light.Allowed.MemoryBytes);
        Assert.Null(ScalingRule.Decide(light, Minutes(1, cpu: 0.2, memory: 760L << 20)));
    }

    [Fact]
    public void Minutes_with_a_gap_between_them_are_not_put_together()
    {
        var clock = new TestClock();
        var loads = new LoadWindows(clock);
        for (var second = 0; second < 125; second++) Note(loads, clock, 1);
        Assert.Equal(2, loads.Of("ctr_1").Count);
        Assert.Equal(1.0, loads.Of("ctr_1")[0].CpuCores, 3);
        clock.Advance(TimeSpan.FromMinutes(5));
        Note(loads, clock, 1);
        Assert.Empty(loads.Of("ctr_1"));
    }

    private static void Note(LoadWindows loads, TestClock clock, double cpu)
    {
        loads.Note("ctr_1", new(clock.GetUtcNow(), cpu, 1000, 0, 0, 0, 0, 1));
        clock.Advance(TimeSpan.FromSeconds(1));
    }

    private static Container Container(ContainerSize size, AutoscalePolicy? policy) => new(
        "ctr_1",
        "org_1",
        "prj_1",
        "web",
        new RuntimeSpec(1, Of(size), RestartPolicy.Always, TimeSpan.Zero, null, LifecyclePolicy.Default, UpdateStrategy.Auto, policy),
        null,
        start: true,
        Now);

    private static Container Container(ContainerSize size) => Container(size, new AutoscalePolicy(ContainerSize.Light, ContainerSize.Heavy));

    private static Resources Of(ContainerSize size) => new(ContainerSizes.Of(size).CpuMillis, ContainerSizes.Of(size).MemoryBytes, 100);

    private static List<LoadMinute> Minutes(int count, double cpu, long memory = 100L << 20) =>
        [.. Enumerable.Range(0, count).Select(i => new LoadMinute(Now.AddMinutes(i), cpu, memory))];
}
