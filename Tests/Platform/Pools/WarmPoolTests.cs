using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Pools;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;
using static GraphPlatform.Tests.Platform.Pools.PoolWorld;

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
        foreach (var change in made) await SettleAsync(world, change.Container!.Id);

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
        var id = (await world.CreateAsync("web", memory: 64 << 20, cpu: 250)).Container!.Id;
        await SettleAsync(world, id);
        Assert.Equal(new Resources(250, 64 << 20, 256), Assert.Single(await InstancesAsync(world)).Resources);
        world.Database.Clock.Advance(TimeSpan.FromSeconds(1));
        await FillAsync(world, pool.Id);
        await using var db = await world.Database.ContextAsync();
        Assert.Equal(new Resources(250, 64 << 20, 256), (await db.As(Caller.System("test")).PooledInstances.SingleAsync()).Resources);
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
}
