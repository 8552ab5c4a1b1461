using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Platform.Scaling;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Tests.Platform.Quotas;

public sealed class QuotaRecalculationTests
{
    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task What_quotas_say_is_corrected_from_the_truth(DatabaseProvider kind)
    {
        await using var world = await QuotaWorld.OpenAsync(kind);
        await world.CreateAsync("web", memory: 1L << 30, cpu: 250, replicas: 3);
        await world.CreateAsync("off", start: false);
        var stopped = (await world.CreateAsync("gone")).Container!.Id;
        await world.Database.Get<ContainerService>().StopAsync(world.Ada, stopped, ChangeTerms.None, CancellationToken.None);
        await using (var db = await world.Database.ContextAsync())
        {
            var boosted = await db.As(Caller.System("test")).Containers.SingleAsync(c => c.Name == "web");
            var more = boosted.Allowed with { MemoryBytes = boosted.MemoryBytes + (256L << 20) };
            boosted.Apply(new ScalingWish(ScalingAction.Boost, more, "because"), world.Database.Clock.GetUtcNow(), default);
            await db.SaveChangesAsync();
            await db.As(Caller.System("test")).Quotas.Where(q => q.OrganizationId == world.Organization)
                .ExecuteUpdateAsync(set => set.SetProperty(q => q.ContainersUsed, 5).SetProperty(q => q.MemoryUsed, 7).SetProperty(q => q.CpuUsed, -1));
        }

        Assert.StartsWith("1 quotas differed", await world.RecalculateAsync(), StringComparison.Ordinal);
        Assert.Equal(new QuotaAmounts(3, 3 * ((1L << 30) + (256L << 20)), 750), (await world.QuotaAsync()).Used);
        Assert.StartsWith("0 quotas differed", await world.RecalculateAsync(), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Storage_is_what_was_measured_and_a_full_one_refuses_creates_and_starts(DatabaseProvider kind)
    {
        await using var world = await QuotaWorld.OpenAsync(kind);
        var containers = world.Database.Get<ContainerService>();
        var id = (await world.CreateAsync("web")).Container!.Id;
        await world.ReconcileAsync(id);
        var volume = Assert.Single(world.Worker.Volumes);
        var instance = Assert.Single(world.Worker.Instances).Key;
        world.Worker.Storage[volume] = 9L << 30;
        world.Worker.Storage[instance] = 1L << 30;
        world.Worker.Storage["vol_somebody_elses"] = 1L << 40;
        Assert.Contains("2 volumes and instances measured", await world.RecalculateAsync(), StringComparison.Ordinal);
        Assert.Equal(10L << 30, (await world.QuotaAsync()).StorageUsed);
        Assert.Equal(world.Database.Clock.GetUtcNow(), (await world.QuotaAsync()).StorageMeasuredAt);

        var refused = await Assert.ThrowsAsync<PlatformException>(() => world.CreateAsync("more"));
        Assert.Equal(QuotaDimension.Storage, Assert.IsType<QuotaRefusal>(refused.Problems[0].Detail).Quota);
        await containers.StopAsync(world.Ada, id, ChangeTerms.None, CancellationToken.None);
        refused = await Assert.ThrowsAsync<PlatformException>(() => containers.StartAsync(world.Ada, id, ChangeTerms.None, CancellationToken.None));
        Assert.Contains("10 GiB of 10 GiB of storage is in use", refused.Message, StringComparison.Ordinal);

        // Not measured again before it is time.
        world.Worker.Storage[volume] = 1;
        await world.RecalculateAsync();
        Assert.Equal(10L << 30, (await world.QuotaAsync()).StorageUsed);
        world.Database.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.RecalculateAsync();
        Assert.Equal((1L << 30) + 1, (await world.QuotaAsync()).StorageUsed);
        await containers.StartAsync(world.Ada, id, ChangeTerms.None, CancellationToken.None);
    }

    [Fact]
    public async Task An_engine_that_is_away_keeps_the_last_measured_value_and_is_told()
    {
        await using var world = await QuotaWorld.OpenAsync();
        await world.CreateAsync("web");
        world.Worker.FailAt = world.Worker.Calls;
        Assert.Contains("storage could not be measured: The engine is away.", await world.RecalculateAsync(), StringComparison.Ordinal);
    }
}
