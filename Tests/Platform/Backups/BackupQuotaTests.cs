using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Backups.Policies;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Notifications;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Quotas;

namespace GraphPlatform.Tests.Platform.Backups;

public sealed class BackupQuotaTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Backups_count_as_storage_until_they_are_deleted_and_none_is_made_while_there_is_none_left(DatabaseProvider kind)
    {
        await using var world = await BackupWorld.OpenAsync(kind);
        var (container, _) = await world.ContainerAsync();
        var first = await world.BackUpAsync(container.Id);
        Assert.True(first.SizeBytes > 0);
        await world.Quotas.RecalculateAsync();
        Assert.Equal(first.SizeBytes, (await world.Quotas.QuotaAsync()).StorageUsed);
        var second = await world.BackUpAsync(container.Id);
        await world.Quotas.RecalculateAsync();
        Assert.Equal(first.SizeBytes + second.SizeBytes, (await world.Quotas.QuotaAsync()).StorageUsed);

        await world.Quotas.LimitAsync(storage: first.SizeBytes + 1);
        var refused = await Assert.ThrowsAsync<PlatformException>(() => world.Backups.CreateAsync(world.Ada, container.Id, null, ChangeTerms.None, None));
        Assert.Equal(ErrorCode.QuotaExceeded, refused.Code);
        Assert.Equal(QuotaDimension.Storage, Assert.IsType<QuotaRefusal>(refused.Problems[0].Detail).Quota);
        var start = await Assert.ThrowsAsync<PlatformException>(() => world.Quotas.CreateAsync("more"));
        Assert.Equal(start.Message, refused.Message);
        Assert.Contains("backups", refused.Message, StringComparison.Ordinal);

        await world.Backups.DeleteAsync(world.Ada, second.Id, None);
        await world.RunAsync();
        await world.Quotas.RecalculateAsync();
        Assert.Equal(first.SizeBytes, (await world.Quotas.QuotaAsync()).StorageUsed);
        await world.Backups.CreateAsync(world.Ada, container.Id, null, ChangeTerms.None, None);
    }

    [Fact]
    public async Task A_scheduled_backup_is_not_made_without_storage_and_its_owner_is_told()
    {
        await using var world = await BackupWorld.OpenAsync();
        var (container, _) = await world.ContainerAsync();
        await world.Database.Get<BackupPolicyService>().SetAsync(world.Ada, container.Id, new BackupPolicySpec(true, TimeSpan.FromHours(1), null, 3, null), None);
        await world.Quotas.LimitAsync(storage: 0);
        world.Database.Clock.Advance(TimeSpan.FromHours(1));
        await world.Database.Get<BackupPolicyService>().RunDueAsync(Caller.System("test"), None);
        await world.RunAsync();
        var failed = Assert.Single(await world.ListAsync(all => all.Backups));
        Assert.Equal(BackupStatus.Failed, failed.Status);
        Assert.Contains("quota", failed.Failure, StringComparison.Ordinal);
        Assert.Empty(world.Stored);
        Assert.Contains(await world.ListAsync(all => all.Notifications), n => n.Kind == NotificationKind.BackupFailed);
    }
}
