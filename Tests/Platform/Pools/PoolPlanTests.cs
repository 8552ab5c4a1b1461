using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Pools;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Tests.Platform.Pools;

public sealed class PoolPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly TimeSpan RefillDelay = TimeSpan.FromSeconds(1);

    private readonly WarmPool pool = new("wpl_1", "app:1", null, SecuritySpec.Default, new Resources(500, 1 << 20, 10), 2, 4, Now);

    public PoolPlanTests() => pool.Resolved("sha256:1");

    [Fact]
    public void An_empty_pool_records_one_before_the_engine_hears_of_it_and_makes_it_then()
    {
        Assert.Equal([new PoolStep.Add()], Plan([]).Steps);
        Assert.Equal([new PoolStep.Prepare("ins_1")], Plan([Made("ins_1")]).Steps);
        Assert.Equal([new PoolStep.Add()], Plan([Ready("ins_1")], Frozen("ins_1")).Steps);
        Assert.True(Plan([Ready("ins_1"), Ready("ins_2")], Frozen("ins_1", "ins_2")) is { Steps.Count: 0, IsFull: true });
    }

    [Fact]
    public void One_that_no_longer_waits_is_made_again() => Assert.Equal(
        [new PoolStep.Prepare("ins_2")],
        Plan([Ready("ins_1"), Ready("ins_2")], new() { ["ins_1"] = ObservedState.Frozen, ["ins_2"] = ObservedState.Exited }).Steps);

    [Fact]
    public void What_is_too_many_or_of_another_image_is_discarded_and_then_removed()
    {
        Assert.Equal([new PoolStep.Discard("ins_3")], Plan([Ready("ins_1"), Ready("ins_2"), Ready("ins_3")], Frozen("ins_1", "ins_2", "ins_3")).Steps);
        var old = Ready("ins_1");
        pool.Resolved("sha256:2");
        Assert.Equal([new PoolStep.Discard("ins_1")], Plan([old], Frozen("ins_1")).Steps);
        old.Discard();
        Assert.Equal([new PoolStep.Add()], Plan([old], Frozen("ins_1")).Steps);      // one that cannot be removed keeps nobody waiting
        pool.Resize(0, 1);
        pool.Shrink(TimeSpan.Zero, Now);
        Assert.True(Plan([old], Frozen("ins_1")) is { Steps: [PoolStep.Remove("ins_1")], IsFull: false });
        pool.Failed("busy", Now);
        Assert.True(Plan([old], Frozen("ins_1")) is { Steps.Count: 0, IsFull: false, LookAt: not null });
    }

    [Fact]
    public void What_waits_is_kept_before_what_is_still_to_be_made() => Assert.Equal(
        [new PoolStep.Discard("ins_1")], Plan([Made("ins_1"), Ready("ins_2"), Ready("ins_3")], Frozen("ins_2", "ins_3")).Steps);

    [Fact]
    public void A_pool_that_goes_removes_all_and_then_itself()
    {
        pool.Delete();
        Assert.Equal([new PoolStep.Discard("ins_1"), new PoolStep.Discard("ins_2")], Plan([Ready("ins_1"), Made("ins_2")], Frozen("ins_1")).Steps);
        Assert.Equal([new PoolStep.Forget()], Plan([]).Steps);
    }

    [Fact]
    public void What_failed_is_tried_again_later_and_later()
    {
        pool.Failed("disk full", Now);
        Assert.True(Plan([]) is { Steps.Count: 0, IsFull: false, LookAt: { } first } && first == Now.AddSeconds(10));
        pool.Failed("disk full", Now);
        Assert.Equal(Now.AddSeconds(20), Plan([]).LookAt);
        for (var i = 0; i < 50; i++) pool.Failed("disk full", Now);
        Assert.Equal(Now.AddMinutes(5), Plan([]).LookAt);
        pool.Resize(1, 1);      // somebody has mended it
        Assert.Equal([new PoolStep.Add()], Plan([]).Steps);
    }

    private static PooledInstance Made(string id) => new(id, Of("sha256:1"), "wrk_1", "vol_1", Now);

    private static PooledInstance Ready(string id)
    {
        var instance = Made(id);
        instance.Prepared();
        return instance;
    }

    private static WarmPool Of(string digest)
    {
        var pool = new WarmPool("wpl_1", "app:1", null, SecuritySpec.Default, new Resources(500, 1 << 20, 10), 2, 4, Now);
        pool.Resolved(digest);
        return pool;
    }

    private static Dictionary<string, ObservedState> Frozen(params string[] ids) => ids.ToDictionary(id => id, _ => ObservedState.Frozen);

    private PoolPlan Plan(IReadOnlyList<PooledInstance> instances, Dictionary<string, ObservedState>? there = null) => PoolPlan.From(pool, instances, there ?? [], RefillDelay, Now);
}
