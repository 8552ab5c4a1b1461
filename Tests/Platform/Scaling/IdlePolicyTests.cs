using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Scaling;
using GraphPlatform.Platform.Workers;
using GraphPlatform.Tests.Platform.Quotas;

namespace GraphPlatform.Tests.Platform.Scaling;

/// <summary>Hours pass by the test's clock.</summary>
public sealed class IdlePolicyTests
{
    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Five_minutes_without_use_freeze_it_and_thirty_stop_it_and_its_memory_is_free_for_others(DatabaseProvider kind)
    {
        await using var world = await QuotaWorld.OpenAsync(kind);
        var id = await CreateAsync(world, new LifecyclePolicy(IdleMode.On));
        await PassAsync(world, id, TimeSpan.FromMinutes(4));
        Assert.Equal((PowerState.Active, ObservedState.Running), await StateAsync(world, id));
        await PassAsync(world, id, TimeSpan.FromMinutes(2));
        Assert.Equal((PowerState.Idle, ObservedState.Frozen), await StateAsync(world, id));
        Assert.NotEqual(0, (await world.QuotaAsync()).MemoryUsed);
        await PassAsync(world, id, TimeSpan.FromMinutes(25));
        Assert.Equal((PowerState.Asleep, ObservedState.Exited), await StateAsync(world, id));
        Assert.Equal(0, (await world.QuotaAsync()).MemoryUsed);

        // A wake that does not fit is refused, and changes nothing.
        await world.LimitAsync(memory: 1);
        var refused = await Assert.ThrowsAsync<PlatformException>(() => world.Database.Get<PowerService>().WakeAsync(world.Ada, id, ChangeTerms.None, CancellationToken.None));
        Assert.Equal(ErrorCode.QuotaExceeded, refused.Code);
        Assert.Equal(PowerState.Asleep, (await StateAsync(world, id)).Power);
        await world.LimitAsync(memory: 4L << 30);
        await world.Database.Get<PowerService>().WakeAsync(world.Ada, id, ChangeTerms.None, CancellationToken.None);
        await world.ReconcileAsync(id);
        Assert.Equal((PowerState.Active, ObservedState.Running), await StateAsync(world, id));
    }

    [Fact]
    public async Task A_use_begins_the_time_anew_and_the_sweep_touches_only_what_is_due()
    {
        await using var world = await QuotaWorld.OpenAsync();
        var id = await CreateAsync(world, new LifecyclePolicy(IdleMode.On));
        await PassAsync(world, id, TimeSpan.FromMinutes(4));
        world.Database.Get<ActivityTracker>().Touch(id, UseKind.Request);
        world.Database.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("1 looked at, 0 frozen, 0 put to sleep", await SweepAsync(world));
        Assert.Equal("0 looked at, 0 frozen, 0 put to sleep", await SweepAsync(world));
        Assert.Equal(PowerState.Active, (await StateAsync(world, id)).Power);
    }

    [Fact]
    public async Task What_computes_is_not_frozen_because_its_samples_come_late_unless_none_comes_at_all()
    {
        await using var world = await QuotaWorld.OpenAsync();
        var id = await CreateAsync(world, new LifecyclePolicy(IdleMode.On));
        var (activity, clock) = (world.Database.Get<ActivityTracker>(), world.Database.Clock);
        activity.Measured(id);
        activity.Touch(id, UseKind.Cpu);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("1 looked at, 0 frozen, 0 put to sleep", await SweepAsync(world));
        clock.Advance(TimeSpan.FromSeconds(1));
        activity.Measured(id);
        Assert.Equal("1 looked at, 1 frozen, 0 put to sleep", await SweepAsync(world));

        await world.Database.Get<PowerService>().WakeAsync(world.Ada, id, ChangeTerms.None, CancellationToken.None);
        await world.ReconcileAsync(id);
        clock.Advance(TimeSpan.FromMinutes(5.5));
        Assert.Equal("1 looked at, 1 frozen, 0 put to sleep", await SweepAsync(world));
    }

    [Fact]
    public async Task Nothing_stays_frozen_for_longer_than_the_limit_whatever_it_asks_for()
    {
        await using var world = await QuotaWorld.OpenAsync();
        var id = await CreateAsync(world, new LifecyclePolicy(IdleMode.On, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)));
        await PassAsync(world, id, TimeSpan.FromMinutes(2));
        Assert.Equal(PowerState.Idle, (await StateAsync(world, id)).Power);
        await PassAsync(world, id, TimeSpan.FromHours(2));
        Assert.Equal(PowerState.Asleep, (await StateAsync(world, id)).Power);
    }

    [Fact]
    public async Task A_use_between_the_decision_and_the_freezing_is_not_lost()
    {
        await using var world = await QuotaWorld.OpenAsync();
        var id = await CreateAsync(world, new LifecyclePolicy(IdleMode.On));
        world.Database.Clock.Advance(TimeSpan.FromMinutes(6));
        await SweepAsync(world);
        world.Database.Clock.Advance(TimeSpan.FromSeconds(1));
        world.Database.Get<ActivityTracker>().Touch(id, UseKind.Request);
        await world.ReconcileAsync(id);
        Assert.Equal((PowerState.Active, ObservedState.Running), await StateAsync(world, id));
    }

    [Fact]
    public async Task What_was_frozen_when_its_engine_restarted_is_asleep()
    {
        await using var world = await QuotaWorld.OpenAsync();
        var id = await CreateAsync(world, new LifecyclePolicy(IdleMode.On));
        await PassAsync(world, id, TimeSpan.FromMinutes(6));
        world.Worker.RestartEngine();
        await world.ReconcileAsync(id);
        Assert.Equal((PowerState.Asleep, ObservedState.Exited), await StateAsync(world, id));
    }

    [Fact]
    public async Task One_without_a_way_to_be_woken_is_never_looked_at()
    {
        await using var world = await QuotaWorld.OpenAsync();
        var id = await CreateAsync(world, LifecyclePolicy.Default);
        world.Database.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("0 looked at, 0 frozen, 0 put to sleep", await SweepAsync(world));
        Assert.Equal(PowerState.Active, (await StateAsync(world, id)).Power);
    }

    private static async Task<string> CreateAsync(QuotaWorld world, LifecyclePolicy lifecycle)
    {
        var config = new ContainerConfig("app:1") { Lifecycle = lifecycle };
        var id = (await world.Database.Get<ContainerCreation>().CreateAsync(world.Ada, new NewContainer(world.Project.Id, "web", config), ChangeTerms.None, CancellationToken.None)).Container!.Id;
        await world.ReconcileAsync(id);
        world.Database.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.ReconcileAsync(id);
        return id;
    }

    private static Task<string> SweepAsync(QuotaWorld world) => world.Database.Get<IdlePolicy>().SweepAsync(Caller.System("test"), CancellationToken.None);

    private static async Task PassAsync(QuotaWorld world, string id, TimeSpan time)
    {
        world.Database.Clock.Advance(time);
        await SweepAsync(world);
        await world.ReconcileAsync(id);
    }

    private static async Task<(PowerState Power, ObservedState State)> StateAsync(QuotaWorld world, string id) => (
        (await world.Database.Get<ContainerQueries>().ByIdAsync(world.Ada, [id], CancellationToken.None))[id].Power,
        Assert.Single(world.Worker.Instances).Value);
}
