using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Pools;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Workers;
using GraphPlatform.Tests.Platform.Quotas;
using Microsoft.EntityFrameworkCore;
using static GraphPlatform.Tests.Platform.Pools.PoolWorld;

namespace GraphPlatform.Tests.Platform.Pools;

/// <summary>What happens to pools and to what was taken from them when something goes wrong.</summary>
public sealed class PoolRecoveryTests
{
    private static readonly CancellationToken None = CancellationToken.None;

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
    public async Task The_network_that_instances_are_made_in_goes_with_the_last_pool_and_at_the_latest_with_the_full_reconcile()
    {
        await using var world = await OpenAsync();
        var network = PooledInstance.WaitingNetworkPrefix + "x";
        var (one, other) = (await PoolAsync(world, 1, 1), await PoolAsync(world, 1, 1, "other:1"));
        world.Worker.Networks.Add(network);
        await DeleteAsync(one.Id);
        await world.Database.Get<FullReconcile>().SweepAsync(Caller.System("test"), None);
        Assert.Contains(network, world.Worker.Networks);
        await DeleteAsync(other.Id);
        Assert.DoesNotContain(network, world.Worker.Networks);
        world.Worker.Networks.Add(network);
        await world.Database.Get<FullReconcile>().SweepAsync(Caller.System("test"), None);
        Assert.DoesNotContain(network, world.Worker.Networks);

        async Task DeleteAsync(string id)
        {
            await world.Database.Get<WarmPoolService>().DeleteAsync(world.Root, id, None);
            await FillAsync(world, id);
            Assert.Null(await FindOrNullAsync(world, id));
        }
    }

    [Fact]
    public async Task One_whose_image_has_changed_since_is_not_taken_and_its_volume_stays_the_containers()
    {
        await using var world = await OpenAsync();
        var pool = await PoolAsync(world, 1, 1);
        var id = (await world.CreateAsync("web")).Container!.Id;
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
        var id = (await world.CreateAsync("web")).Container!.Id;
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
            id = world.CreateAsync("web").GetAwaiter().GetResult().Container!.Id;
            SettleAsync(world, id).GetAwaiter().GetResult();
        };
        await world.Database.Get<PoolFilling>().FillAsync(pool.Id, None);
        Assert.Equal(waiting, Assert.Single(await InstancesAsync(world)).Id);
        Assert.Equal(ObservedState.Running, world.Worker.Instances[waiting]);
        Assert.NotNull(id);
    }

    /// <summary>A pool and a container from it, all their lives, with one call of the engine failing.</summary>
    private static async Task<int> LiveAsync(QuotaWorld world, int? failAt)
    {
        var worker = world.Worker;
        var before = worker.Calls;
        worker.FailAt = before + failAt;
        var pool = await PoolAsync(world, 1, 1);
        var id = (await world.CreateAsync("web")).Container!.Id;
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
}
