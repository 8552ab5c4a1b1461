using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Pools;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Tests.Platform.Quotas;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Tests.Platform.Pools;

/// <summary>What tests do with pools.</summary>
internal static class PoolWorld
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static Task<QuotaWorld> OpenAsync(DatabaseProvider kind = DatabaseProvider.Sqlite) =>
        QuotaWorld.OpenAsync(kind, new() { ["Quotas:Containers"] = "100", ["Quotas:MemoryBytes"] = (1L << 40).ToString(), ["Quotas:CpuMillis"] = "1000000" });

    public static async Task<WarmPool> PoolAsync(QuotaWorld world, int minimum, int maximum, string image = "app:1")
    {
        var pool = await world.Database.Get<WarmPoolService>().CreateAsync(world.Root, image, null, minimum, maximum, None);
        await FillAsync(world, pool.Id);
        Assert.Equal(new WarmPoolSize(minimum, 0), await SizeAsync(world, pool.Id));
        return pool;
    }

    /// <summary>Fills it, and again at each appointment that a failure made.</summary>
    public static async Task<DateTimeOffset?> FillAsync(QuotaWorld world, string poolId)
    {
        for (var rounds = 0; ; rounds++)
        {
            Assert.True(rounds < 10, "It does not fill.");
            var lookAt = await world.Database.Get<PoolFilling>().FillAsync(poolId, None);
            if (lookAt is null || (await FindOrNullAsync(world, poolId))?.Failure is null) return lookAt;
            world.Database.Clock.Advance(lookAt.Value - world.Database.Clock.GetUtcNow());
        }
    }

    public static async Task SettleAsync(QuotaWorld world, string containerId)
    {
        for (var rounds = 0; await world.Database.Get<ContainerReconciler>().ReconcileAsync(containerId, None, None) is { } wakeAt; rounds++)
        {
            Assert.True(rounds < 10, "It does not settle.");
            var now = world.Database.Clock.GetUtcNow();
            if (wakeAt > now) world.Database.Clock.Advance(wakeAt - now);
        }
    }

    public static async Task<WarmPool> FindAsync(QuotaWorld world, string id) => (await FindOrNullAsync(world, id))!;

    public static async Task<WarmPool?> FindOrNullAsync(QuotaWorld world, string id) =>
        (await world.Database.Get<WarmPoolService>().ByIdAsync(world.Root, [id], None)).GetValueOrDefault(id);

    public static async Task<WarmPoolSize> SizeAsync(QuotaWorld world, string id) => (await world.Database.Get<WarmPoolService>().SizesAsync(world.Root, [id], None))[id];

    public static async Task<List<Instance>> InstancesAsync(QuotaWorld world)
    {
        await using var db = await world.Database.ContextAsync();
        return await db.As(Caller.System("test")).Instances.ToListAsync();
    }
}
