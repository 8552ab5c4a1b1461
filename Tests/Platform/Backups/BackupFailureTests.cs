using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Backups.Running;
using GraphPlatform.Platform.Backups.Stores;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Tests.Platform.Backups;

public sealed class BackupFailureTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Ways in which a store loses what it was given.</summary>
    private static readonly Dictionary<string, Action<string>> Damages = new()
    {
        ["a bit is another"] = path => Change(path, bytes => bytes[bytes.Length / 2] ^= 1),
        ["the last bit is another"] = path => Change(path, bytes => bytes[^1] ^= 128),
        ["it is cut off"] = path => File.WriteAllBytes(path, File.ReadAllBytes(path)[..^3]),
        ["it is empty"] = path => File.WriteAllBytes(path, []),
        ["there is more"] = path => File.AppendAllText(path, "x"),
        ["it is gone"] = File.Delete,
    };

    public static TheoryData<string, int> AllDamages
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (var damage in Damages.Keys)
                foreach (var file in new[] { 0, 1, 2 }.Where(f => (damage, f) != ("it is gone", 2))) all.Add(damage, file);      // two parts and the manifest
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(AllDamages))]
    public async Task A_backup_that_is_not_what_was_written_is_refused_and_the_volumes_stay_as_they_were(string damage, int file)
    {
        await using var world = await BackupWorld.OpenAsync();
        var (container, mounts) = await world.ContainerAsync();
        var backup = await world.BackUpAsync(container.Id);
        Damages[damage](world.Stored[file]);
        foreach (var mount in mounts) world.Write(mount, "file", "newer");
        var generation = (await world.FindContainerAsync(container.Id)).Generation;
        var restoring = await world.Restores.RestoreAsync(world.Ada, backup.Id, null, ChangeTerms.None, None);
        await world.RunAsync();

        var restore = await world.FindRestoreAsync(restoring.Restore!.Id);
        Assert.Equal(RestoreStatus.Failed, restore.Status);
        Assert.StartsWith("The backup is not what was written: ", restore.Failure, StringComparison.Ordinal);
        Assert.All(mounts, m => Assert.Equal("newer", world.Read(m)));
        Assert.Equal(BackupStatus.Corrupt, (await world.FindAsync(backup.Id))!.Status);
        Assert.Equal(generation, (await world.FindContainerAsync(container.Id)).Generation);        // it was not even stopped
        var again = await Assert.ThrowsAsync<PlatformException>(() => world.Restores.RestoreAsync(world.Ada, backup.Id, null, ChangeTerms.None, None));
        Assert.Equal(ErrorCode.Conflict, again.Code);
    }

    [Fact]
    public async Task A_backup_that_is_not_in_its_store_may_be_there_again()
    {
        await using var world = await BackupWorld.OpenAsync();
        var (container, mounts) = await world.ContainerAsync();
        var backup = await world.BackUpAsync(container.Id);
        world.Write(mounts[0], "file", "newer");
        foreach (var (hide, said) in new[] { (world.Stored[2], "The backup is not in its store. "), (world.Store, "The folder of backups, ") })
        {
            Directory.Move(hide, world.Store + ".away");
            var restoring = await world.Restores.RestoreAsync(world.Ada, backup.Id, null, ChangeTerms.None, None);
            await world.RunAsync();
            Directory.Move(world.Store + ".away", hide);
            Assert.StartsWith(said, (await world.FindRestoreAsync(restoring.Restore!.Id)).Failure, StringComparison.Ordinal);
            Assert.Equal("newer", world.Read(mounts[0]));
        }

        await world.Restores.RestoreAsync(world.Ada, backup.Id, null, ChangeTerms.None, None);
        await world.RunAsync();
        Assert.Equal("data of web", world.Read(mounts[0]));
    }

    [Fact]
    public async Task What_cannot_be_read_back_as_it_was_written_is_no_backup_and_older_ones_stay()
    {
        await using var world = await BackupWorld.OpenAsync();
        var (container, mounts) = await world.ContainerAsync();
        var good = await world.BackUpAsync(container.Id, keepFor: TimeSpan.FromMinutes(1));
        world.Database.Clock.Advance(TimeSpan.FromHours(1));

        // When the second volume is opened, the first is in the store.
        world.Quotas.Worker.Opening = volume =>
        {
            if (volume == mounts[1].VolumeId) Damages["a bit is another"](world.Stored.Last(f => f.EndsWith("/0.tar.gz", StringComparison.Ordinal)));
        };
        var failed = await world.BackUpAsync(container.Id);
        Assert.Equal(BackupStatus.Failed, failed.Status);
        Assert.StartsWith("What was read back from the store is not what was written: The part with /data ", failed.Failure, StringComparison.Ordinal);
        Assert.Equal(3, world.Stored.Count);
        Assert.Equal(BackupStatus.Verified, (await world.FindAsync(good.Id))!.Status);
        Assert.Equal(OperationStatus.Failed, (await world.OperationAsync(failed.OperationId)).Status);

        world.Quotas.Worker.Opening = null;
        Assert.Equal(BackupStatus.Verified, (await world.BackUpAsync(container.Id)).Status);
        Assert.Null(await world.FindAsync(good.Id));
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_backup_that_a_crash_interrupts_is_failed_and_nothing_of_it_is_left(DatabaseProvider kind)
    {
        await using var world = await BackupWorld.OpenAsync(kind);
        var (container, _) = await world.ContainerAsync();
        var backup = await world.Backups.CreateAsync(world.Ada, container.Id, null, ChangeTerms.None, None);
        Assert.Equal(backup.Id, (await world.Database.Get<BackupQueue>().TakeAsync(new HashSet<string>(), None))!.Id);
        var store = world.Database.Get<BackupStores>().Current;
        await store.PutAsync(BackupObjects.PartOf(backup, 0), async (s, ct) => await s.WriteAsync(new byte[100], ct), None);
        await File.WriteAllTextAsync(world.Stored[0] + ".part", "half");

        await world.Keeper.RecoverAsync(None);
        var failed = (await world.FindAsync(backup.Id))!;
        Assert.Equal((BackupStatus.Failed, false), (failed.Status, failed.HasObjects));
        Assert.Equal("The server ended while the backup was made. Nothing of it is kept; make another.", failed.Failure);
        Assert.Empty(world.Stored);
        Assert.Equal(BackupStatus.Verified, (await world.BackUpAsync(container.Id)).Status);
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_restore_that_a_crash_interrupts_is_failed_and_its_container_runs_again(DatabaseProvider kind)
    {
        await using var world = await BackupWorld.OpenAsync(kind);
        var (container, _) = await world.ContainerAsync();
        var backup = await world.BackUpAsync(container.Id);
        var restoring = await world.Restores.RestoreAsync(world.Ada, backup.Id, null, ChangeTerms.None, None);
        await world.Database.Get<BackupQueue>().TakeAsync(new HashSet<string>(), None);
        using var desired = world.Database.Get<EventBus>().Subscribe<ContainerDesired>();
        var holding = world.Database.Get<RestoreHold>().SetAsync(container.Id, None);
        await desired.WaitAsync(None);
        await world.SettleAsync(container.Id);
        await holding;
        Assert.Equal(ObservedState.Exited, Assert.Single(world.Quotas.Worker.Instances).Value);
        await Assert.ThrowsAsync<PlatformException>(() => world.Database.Get<GraphPlatform.Platform.Scaling.PowerService>().WakeAsync(world.Ada, container.Id, ChangeTerms.None, None));

        await world.Keeper.RecoverAsync(None);
        await world.SettleAsync(container.Id);
        Assert.Equal(RestoreStatus.Failed, (await world.FindRestoreAsync(restoring.Restore!.Id)).Status);
        Assert.Equal(Holds.None, (await world.FindContainerAsync(container.Id)).Holds);
        Assert.Equal(ObservedState.Running, Assert.Single(world.Quotas.Worker.Instances).Value);
    }

    [Fact]
    public async Task A_machine_that_does_not_answer_fails_the_backup_with_its_reason()
    {
        await using var world = await BackupWorld.OpenAsync();
        var (container, _) = await world.ContainerAsync();
        var opened = 0;
        world.Quotas.Worker.Opening = _ =>
        {
            if (++opened == 2) throw new PlatformException(ErrorCode.Engine, "The engine is away.");
        };
        var backup = await world.BackUpAsync(container.Id);
        Assert.Equal((BackupStatus.Failed, "The engine is away."), (backup.Status, backup.Failure));
        Assert.Empty(world.Stored);
    }

    [Fact]
    public async Task What_a_store_that_is_away_does_not_let_go_of_goes_later()
    {
        await using var world = await BackupWorld.OpenAsync();
        var (container, _) = await world.ContainerAsync();
        var backup = await world.BackUpAsync(container.Id);
        await world.Backups.DeleteAsync(world.Ada, backup.Id, None);
        var away = world.Store + ".away";
        Directory.Move(world.Store, away);
        await File.WriteAllTextAsync(world.Store, "no folder");
        var removal = world.Database.Get<BackupRemoval>();
        await removal.SweepAsync(None);
        File.Delete(world.Store);
        Directory.Move(away, world.Store);
        await removal.SweepAsync(None);
        Assert.Empty(world.Stored);
        Assert.Null(await world.FindAsync(backup.Id));
    }

    private static void Change(string path, Action<byte[]> change)
    {
        var bytes = File.ReadAllBytes(path);
        change(bytes);
        File.WriteAllBytes(path, bytes);
    }
}
