using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Scaling;
using GraphPlatform.Tests.Platform.Quotas;

namespace GraphPlatform.Tests.Platform.Scaling;

public sealed class ScalingServiceTests
{
    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_busy_container_grows_and_takes_from_the_quota_and_a_quiet_one_gives_back(DatabaseProvider kind)
    {
        await using var world = await QuotaWorld.OpenAsync(kind);
        var id = await CreateAsync(world);
        await BusyAsync(world, id, 0.5, minutes: 5);
        Assert.Equal("1 changed, 0 refused by a quota", await SweepAsync(world));
        Assert.Equal((1000, 1L << 30), await SizeAsync(world, id));
        Assert.Equal((1000L, 1L << 30), ((await world.QuotaAsync()).CpuUsed, (await world.QuotaAsync()).MemoryUsed));
        Assert.Equal("0 changed, 0 refused by a quota", await SweepAsync(world));      // not twice by the same minutes

        await BusyAsync(world, id, 0.05, minutes: 10);
        Assert.Equal("1 changed, 0 refused by a quota", await SweepAsync(world));
        Assert.Equal((500L, 512L << 20), ((await world.QuotaAsync()).CpuUsed, (await world.QuotaAsync()).MemoryUsed));
        var decisions = (await world.Database.Get<ScalingService>().DecisionsAsync(world.Ada, id, new PageRequest(10), CancellationToken.None)).Items;
        Assert.Equal([ScalingAction.Down, ScalingAction.Up], decisions.Select(d => d.Action));
        Assert.Empty((await world.Database.Get<ScalingService>().DecisionsAsync(world.Root, id, new PageRequest(10), CancellationToken.None)).Items);
        Assert.StartsWith("0 quotas differed", await world.RecalculateAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_quota_has_not_is_refused_and_the_reason_is_kept()
    {
        await using var world = await QuotaWorld.OpenAsync();
        var id = await CreateAsync(world);
        await world.LimitAsync(cpu: 600);
        await BusyAsync(world, id, 0.5, minutes: 5);
        Assert.Equal("0 changed, 1 refused by a quota", await SweepAsync(world));
        Assert.Equal((500, 512L << 20), await SizeAsync(world, id));
        var decision = Assert.Single((await world.Database.Get<ScalingService>().DecisionsAsync(world.Ada, id, new PageRequest(10), CancellationToken.None)).Items);
        Assert.Contains("CPU", decision.RefusedBecause, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_boost_ends_when_its_time_is_over_unless_it_is_still_needed()
    {
        await using var world = await QuotaWorld.OpenAsync();
        var id = await CreateAsync(world);
        await BusyAsync(world, id, 0.2, minutes: 1, memory: 500L << 20);
        await SweepAsync(world);
        Assert.Equal(768L << 20, (await world.QuotaAsync()).MemoryUsed);
        world.Database.Clock.Advance(ScalingRule.BoostTime);
        await BusyAsync(world, id, 0.2, minutes: 1, memory: 700L << 20);
        await SweepAsync(world);
        Assert.Equal(768L << 20, (await world.QuotaAsync()).MemoryUsed);
        world.Database.Clock.Advance(ScalingRule.BoostTime);
        await BusyAsync(world, id, 0.2, minutes: 1, memory: 100L << 20);
        await SweepAsync(world);
        Assert.Equal(512L << 20, (await world.QuotaAsync()).MemoryUsed);
    }

    private static async Task<string> CreateAsync(QuotaWorld world)
    {
        var config = new ContainerConfig("app:1") { CpuMillis = 500, MemoryBytes = 512L << 20, Autoscale = new AutoscalePolicy(ContainerSize.Light, ContainerSize.Heavy) };
        var id = (await world.Database.Get<ContainerCreation>().CreateAsync(world.Ada, new NewContainer(world.Project.Id, "web", config), ChangeTerms.None, CancellationToken.None)).Container!.Id;
        await world.ReconcileAsync(id);
        world.Database.Clock.Advance(TimeSpan.FromSeconds(10));
        await world.ReconcileAsync(id);
        return id;
    }

    private static Task BusyAsync(QuotaWorld world, string id, double cpu, int minutes, long memory = 100L << 20)
    {
        for (var second = 0; second <= minutes * 60; second += 5)
        {
            world.Database.Get<LoadWindows>().Note(id, new(world.Database.Clock.GetUtcNow(), cpu, memory, 0, 0, 0, 0, 1));
            world.Database.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        return Task.CompletedTask;
    }

    private static Task<string> SweepAsync(QuotaWorld world) => world.Database.Get<ScalingService>().SweepAsync(Caller.System("test"), CancellationToken.None);

    private static async Task<(int, long)> SizeAsync(QuotaWorld world, string id)
    {
        var container = (await world.Database.Get<ContainerQueries>().ByIdAsync(world.Ada, [id], CancellationToken.None))[id];
        return (container.CpuMillis, container.MemoryBytes);
    }
}
