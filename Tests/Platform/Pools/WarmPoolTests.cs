using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Pools;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Workers;
using GraphPlatform.Tests.Platform.Quotas;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Tests.Platform.Pools;

public sealed class WarmPoolTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Of_many_starts_at_once_each_takes_one_that_no_other_takes_and_the_pool_grows_by_those_that_found_none(DatabaseProvider kind)
    {
        await using var world = await OpenAsync(kind);
        var pool = await PoolAsync(world, 4, 20);
        var made = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => world.CreateAsync($"c{i}")));
        foreach (var change in made) await SettleAsync(world, change.Container.Id);

        var instances = await InstancesAsync(world);
        Assert.Equal(10, instances.Select(i => i.Id).Distinct().Count());
        Assert.Equal(4, instances.Count(i => i.FromPool));
        Assert.All(instances, i => Assert.Equal(ObservedState.Running, world.Worker.Instances[i.Id]));
        Assert.Equal(10, world.Worker.Instances.Count);
        Assert.Equal(10, world.Worker.Volumes.Count);

        // Six found none, and one took the last.
        var after = await FindAsync(world, pool.Id);
        Assert.Equal((4, 6, 11), (after.WarmStarts, after.ColdStarts, after.Target));
        world.Database.Clock.Advance(TimeSpan.FromSeconds(1));
        await FillAsync(world, pool.Id);
        Assert.Equal(new WarmPoolSize(11, 0), await SizeAsync(world, pool.Id));
    }

    [Fact]
    public async Task A_burst_of_starts_has_the_engine_for_itself_but_not_for_ever()
    {
        await using var world = await OpenAsync();
        var pool = await PoolAsync(world, 1, 1);
        for (var start = 0; start <= 11; start++)
        {
            await world.CreateAsync($"c{start}");
            Assert.NotNull(await FillAsync(world, pool.Id));
            Assert.Equal(new WarmPoolSize(0, 0), await SizeAsync(world, pool.Id));
            world.Database.Clock.Advance(TimeSpan.FromSeconds(0.9));
        }

        await world.CreateAsync("last");
        await FillAsync(world, pool.Id);
        Assert.Equal(new WarmPoolSize(1, 0), await SizeAsync(world, pool.Id));
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Quiet_makes_a_pool_smaller_down_to_its_minimum(DatabaseProvider kind)
    {
        await using var world = await OpenAsync(kind);
        var pool = await PoolAsync(world, 1, 10);
        for (var i = 0; i < 8; i++) await world.CreateAsync($"c{i}");
        Assert.Equal(9, (await FindAsync(world, pool.Id)).Target);
        var sizes = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            world.Database.Clock.Advance(TimeSpan.FromMinutes(9.9));
            await world.Database.Get<WarmPoolService>().SweepAsync(Caller.System("test"), None);
            var early = (await FindAsync(world, pool.Id)).Target;
            Assert.Equal(sizes.Count == 0 ? 9 : sizes[^1], early);
            world.Database.Clock.Advance(TimeSpan.FromMinutes(0.1));
            await world.Database.Get<WarmPoolService>().SweepAsync(Caller.System("test"), None);
            sizes.Add((await FindAsync(world, pool.Id)).Target);
        }

        Assert.Equal([5, 3, 2, 1, 1], sizes);
        await FillAsync(world, pool.Id);
        Assert.Equal(new WarmPoolSize(1, 0), await SizeAsync(world, pool.Id));
    }

    [Fact]
    public async Task What_does_not_fit_is_no_demand_and_a_plan_takes_nothing()
    {
        await using var world = await OpenAsync();
        var pool = await PoolAsync(world, 2, 5);
        var creation = world.Database.Get<ContainerCreation>();
        ContainerConfig[] others =
        [
            new("app:2"), new("app:1") { WorkingDirectory = "/srv" }, new("app:1") { Ports = [new NewPort(80, 8080, PortProtocol.Tcp, null)] },
        ];
        for (var i = 0; i < others.Length; i++) await creation.CreateAsync(world.Ada, new NewContainer(world.Project.Id, $"c{i}", others[i]), ChangeTerms.None, None);
        await creation.CreateAsync(world.Ada, new NewContainer(world.Project.Id, "stopped", new ContainerConfig("app:1"), Start: false), ChangeTerms.None, None);
        await creation.CreateAsync(world.Ada, new NewContainer(world.Project.Id, "plan", new ContainerConfig("app:1")), ChangeTerms.None with { DryRun = true }, None);
        var after = await FindAsync(world, pool.Id);
        Assert.Equal((0, 0, 2), (after.WarmStarts, after.ColdStarts, after.Target));
        Assert.Equal(new WarmPoolSize(2, 0), await SizeAsync(world, pool.Id));

        // By another of its names it is the same image.
        await creation.CreateAsync(world.Ada, new NewContainer(world.Project.Id, "same", new ContainerConfig("docker.io/library/app:1")), ChangeTerms.None, None);
        Assert.Equal(1, (await FindAsync(world, pool.Id)).WarmStarts);
    }

    [Fact]
    public async Task What_is_made_next_has_the_limits_that_the_last_start_wanted()
    {
        await using var world = await OpenAsync();
        var pool = await PoolAsync(world, 1, 1);
        var id = (await world.CreateAsync("web", memory: 64 << 20, cpu: 250)).Container.Id;
        await SettleAsync(world, id);
        Assert.Equal(new Resources(250, 64 << 20, 256), Assert.Single(await InstancesAsync(world)).Resources);
        world.Database.Clock.Advance(TimeSpan.FromSeconds(1));
        await FillAsync(world, pool.Id);
        await using var db = await world.Database.ContextAsync();
        Assert.Equal(new Resources(250, 64 << 20, 256), (await db.As(Caller.System("test")).PooledInstances.SingleAsync()).Resources);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whichever_call_of_the_engine_fails_a_warm_start_ends_well_and_nothing_is_left_in_the_end(bool afterwards)
    {
        await using var world = await OpenAsync();
        world.Worker.FailAfterwards = afterwards;
        var calls = await LiveAsync(world, null);
        Assert.InRange(calls, 8, 60);
        for (var failAt = 0; failAt < calls; failAt++) await LiveAsync(world, failAt);
    }

    [Fact]
    public async Task One_whose_image_has_changed_since_is_not_taken_and_its_volume_stays_the_containers()
    {
        await using var world = await OpenAsync();
        var pool = await PoolAsync(world, 1, 1);
        var id = (await world.CreateAsync("web")).Container.Id;
        await using (var db = await world.Database.ContextAsync())
            await db.As(Caller.System("test")).PooledInstances.ExecuteUpdateAsync(set => set.SetProperty(i => i.Digest, "sha256:0"));
        await SettleAsync(world, id);
        Assert.False(Assert.Single(await InstancesAsync(world)).FromPool);
        await FillAsync(world, pool.Id);
        world.Database.Clock.Advance(TimeSpan.FromSeconds(1));
        await FillAsync(world, pool.Id);
        Assert.Equal(2, world.Worker.Instances.Count);      // the container's, and a new one that waits
        Assert.Equal(2, world.Worker.Volumes.Count);
    }

    [Fact]
    public async Task One_that_crashes_while_a_new_version_is_tried_is_told_its_own_version_again()
    {
        await using var world = await OpenAsync();
        await PoolAsync(world, 1, 1);
        var id = (await world.CreateAsync("web")).Container.Id;
        await SettleAsync(world, id);
        var old = Assert.Single(await InstancesAsync(world)).Id;
        world.Worker.Unwell = "not yet";
        await world.Database.Get<ContainerUpdates>().UpdateAsync(world.Ada, id, null, config => config with
        {
            Environment = [new EnvironmentVariable("VERSION", "2")],
            Strategy = UpdateStrategy.StartFirst,
            Health = HealthCheck.Listens(80) with { Kind = HealthCheckKind.Command, Command = ["true"], Port = null },
        }, ChangeTerms.None, None);
        var reconciler = world.Database.Get<ContainerReconciler>();
        await reconciler.ReconcileAsync(id, None, None);
        Assert.Equal(2, (await InstancesAsync(world)).Count);

        world.Worker.Told.Clear();
        world.Worker.Crash(old);
        await reconciler.ReconcileAsync(id, None, None);
        world.Database.Clock.Advance(TimeSpan.FromSeconds(2));
        await reconciler.ReconcileAsync(id, None, None);
        Assert.Empty(world.Worker.Told[old].Environment);
    }

    [Fact]
    public async Task What_was_taken_since_the_pool_was_looked_at_is_left_alone()
    {
        await using var world = await OpenAsync();
        var pool = await PoolAsync(world, 1, 1);
        var waiting = Assert.Single(world.Worker.Waiting);
        world.Worker.Crash(waiting);        // as the keeper sees it, it has to be made again

        // While it looks, a container takes it.
        string? id = null;
        world.Worker.Listing = () =>
        {
            world.Worker.Listing = null;
            id = world.CreateAsync("web").GetAwaiter().GetResult().Container.Id;
            SettleAsync(world, id).GetAwaiter().GetResult();
        };
        await world.Database.Get<PoolFilling>().FillAsync(pool.Id, None);
        Assert.Equal(waiting, Assert.Single(await InstancesAsync(world)).Id);
        Assert.Equal(ObservedState.Running, world.Worker.Instances[waiting]);
        Assert.NotNull(id);
    }

    [Fact]
    public async Task Only_administrators_may_know_of_pools()
    {
        await using var world = await OpenAsync();
        var pool = await PoolAsync(world, 1, 1);
        var pools = world.Database.Get<WarmPoolService>();
        foreach (var attempt in (Func<Caller, Task>[])[
            caller => pools.ListAsync(caller, new PageRequest(10), None),
            caller => pools.CreateAsync(caller, "app:9", null, 1, 1, None),
            caller => pools.UpdateAsync(caller, pool.Id, 5, 5, None),
            caller => pools.DeleteAsync(caller, pool.Id, None),
            caller => pools.SweepAsync(caller, None),
            caller => Task.FromResult(pools.Follow(caller, None)),
        ])
        {
            Assert.Equal(ErrorCode.Forbidden, (await Assert.ThrowsAsync<PlatformException>(() => attempt(world.Ada))).Code);
            Assert.Equal(ErrorCode.Unauthenticated, (await Assert.ThrowsAsync<PlatformException>(() => attempt(Caller.Anonymous))).Code);
        }

        Assert.Empty(await pools.ByIdAsync(world.Ada, [pool.Id], None));
        Assert.Equal(new WarmPoolSize(0, 0), (await pools.SizesAsync(world.Ada, [pool.Id], None))[pool.Id]);
    }

    [Fact]
    public async Task Bounds_and_images_that_cannot_be_are_refused_and_so_is_a_second_pool_of_the_same()
    {
        await using var world = await OpenAsync();
        var pools = world.Database.Get<WarmPoolService>();
        var error = await Assert.ThrowsAsync<PlatformException>(() => pools.CreateAsync(world.Root, "Not An Image", null, -1, 51, None));
        Assert.Equal(["minimum", "maximum", "image"], error.Problems.Select(p => p.Path![0]));
        var pool = await pools.CreateAsync(world.Root, "app:1", null, 1, 2, None);
        Assert.Equal(ErrorCode.Conflict, (await Assert.ThrowsAsync<PlatformException>(() => pools.CreateAsync(world.Root, "docker.io/library/app:1", null, 1, 2, None))).Code);
        Assert.Equal(ErrorCode.Validation, (await Assert.ThrowsAsync<PlatformException>(() => pools.UpdateAsync(world.Root, pool.Id, 3, null, None))).Code);
        Assert.Equal(ErrorCode.NotFound, (await Assert.ThrowsAsync<PlatformException>(() => pools.CreateAsync(world.Root, "app:2", "sec_no", 1, 2, None))).Code);
    }

    /// <summary>A pool and a container from it, all their lives, with one call of the engine failing.</summary>
    private static async Task<int> LiveAsync(QuotaWorld world, int? failAt)
    {
        var worker = world.Worker;
        var before = worker.Calls;
        worker.FailAt = before + failAt;
        var pool = await PoolAsync(world, 1, 1);
        var id = (await world.CreateAsync("web")).Container.Id;
        await SettleAsync(world, id);
        await FillAsync(world, pool.Id);
        Assert.Equal(ObservedState.Running, worker.Instances[Assert.Single(await InstancesAsync(world)).Id]);

        await world.Database.Get<WarmPoolService>().DeleteAsync(world.Root, pool.Id, None);
        await FillAsync(world, pool.Id);
        Assert.Empty(worker.Waiting.Intersect(worker.Instances.Keys));
        await world.Database.Get<ContainerService>().DeleteAsync(world.Ada, id, volumes: true, ChangeTerms.None, None);
        await SettleAsync(world, id);
        Assert.Empty(worker.Instances);
        Assert.Empty(worker.Volumes);
        await using var db = await world.Database.ContextAsync();
        Assert.False(await db.As(Caller.System("test")).PooledInstances.AnyAsync());
        Assert.False(await db.As(Caller.System("test")).WarmPools.AnyAsync());
        return worker.Calls - before;
    }

    private static Task<QuotaWorld> OpenAsync(DatabaseProvider kind = DatabaseProvider.Sqlite) =>
        QuotaWorld.OpenAsync(kind, new() { ["Quotas:Containers"] = "100", ["Quotas:MemoryBytes"] = (1L << 40).ToString(), ["Quotas:CpuMillis"] = "1000000" });

    private static async Task<WarmPool> PoolAsync(QuotaWorld world, int minimum, int maximum)
    {
        var pool = await world.Database.Get<WarmPoolService>().CreateAsync(world.Root, "app:1", null, minimum, maximum, None);
        await FillAsync(world, pool.Id);
        Assert.Equal(new WarmPoolSize(minimum, 0), await SizeAsync(world, pool.Id));
        return pool;
    }

    /// <summary>Fills it, and again at each appointment that a failure made.</summary>
    private static async Task<DateTimeOffset?> FillAsync(QuotaWorld world, string poolId)
    {
        for (var rounds = 0; ; rounds++)
        {
            Assert.True(rounds < 10, "It does not fill.");
            var lookAt = await world.Database.Get<PoolFilling>().FillAsync(poolId, None);
            if (lookAt is null || (await FindOrNullAsync(world, poolId))?.Failure is null) return lookAt;
            world.Database.Clock.Advance(lookAt.Value - world.Database.Clock.GetUtcNow());
        }
    }

    private static async Task SettleAsync(QuotaWorld world, string containerId)
    {
        for (var rounds = 0; await world.Database.Get<ContainerReconciler>().ReconcileAsync(containerId, None, None) is { } wakeAt; rounds++)
        {
            Assert.True(rounds < 10, "It does not settle.");
            var now = world.Database.Clock.GetUtcNow();
            if (wakeAt > now) world.Database.Clock.Advance(wakeAt - now);
        }
    }

    private static async Task<WarmPool> FindAsync(QuotaWorld world, string id) => (await FindOrNullAsync(world, id))!;

    private static async Task<WarmPool?> FindOrNullAsync(QuotaWorld world, string id) =>
        (await world.Database.Get<WarmPoolService>().ByIdAsync(world.Root, [id], None)).GetValueOrDefault(id);

    private static async Task<WarmPoolSize> SizeAsync(QuotaWorld world, string id) => (await world.Database.Get<WarmPoolService>().SizesAsync(world.Root, [id], None))[id];

    private static async Task<List<Instance>> InstancesAsync(QuotaWorld world)
    {
        await using var db = await world.Database.ContextAsync();
        return await db.As(Caller.System("test")).Instances.ToListAsync();
    }
}
