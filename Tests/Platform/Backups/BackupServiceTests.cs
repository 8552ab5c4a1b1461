using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Workers;
using GraphPlatform.Tests.Platform.Database;
using GraphPlatform.Tests.Platform.Pools;

namespace GraphPlatform.Tests.Platform.Backups;

public sealed class BackupServiceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_container_gets_back_what_its_volumes_had_and_runs_again(DatabaseProvider kind)
    {
        await using var world = await BackupWorld.OpenAsync(kind);
        var (container, mounts) = await world.ContainerAsync();
        var backup = await world.BackUpAsync(container.Id);
        Assert.Equal((BackupStatus.Verified, null), (backup.Status, backup.Failure));
        Assert.Equal(["/data", "/cache"], backup.Parts.Select(p => p.Target));
        Assert.Equal(["Wait for its turn", "Copy files", "Write manifest", "Read back"], (await world.OperationAsync(backup.OperationId)).Stages.Where(s => s.Status == StageStatus.Succeeded).Select(s => s.Name));
        Assert.Equal(3, world.Stored.Count);
        Assert.Equal(backup.SizeBytes, world.Stored.Sum(f => new FileInfo(f).Length));

        foreach (var mount in mounts) world.Write(mount, "file", "changed");
        world.Write(mounts[0], "more", "more");
        var restoring = await world.Restores.RestoreAsync(world.Ada, backup.Id, null, ChangeTerms.None, None);
        await world.RunAsync();
        var restore = await world.FindRestoreAsync(restoring.Restore!.Id);
        Assert.Equal((RestoreStatus.Succeeded, null), (restore.Status, restore.Failure));
        Assert.Equal(("data of web", "cache of web", null), (world.Read(mounts[0]), world.Read(mounts[1]), world.Read(mounts[0], "more")));
        await world.SettleAsync(container.Id);
        var after = await world.FindContainerAsync(container.Id);
        Assert.Equal((Holds.None, true), (after.Holds, after.ShouldRun));
        Assert.Equal(ObservedState.Running, Assert.Single(world.Quotas.Worker.Instances).Value);
    }

    [Fact]
    public async Task A_container_that_was_promised_an_instance_of_a_pool_starts_with_the_restored_files_and_not_with_that_one()
    {
        await using var world = await BackupWorld.OpenAsync();
        var original = (await world.Quotas.CreateAsync("original")).Container!.Id;
        await world.SettleAsync(original);
        world.Write((await world.MountsAsync(original))[0], "file", "data");
        var backup = await world.BackUpAsync(original);
        await PoolWorld.PoolAsync(world.Quotas, 1, 1);
        var promised = Assert.Single(await world.ListAsync(s => s.PooledInstances)).Id;
        var fresh = (await world.Quotas.CreateAsync("fresh")).Container!.Id;
        Assert.Equal(fresh, Assert.Single(await world.ListAsync(s => s.PooledInstances)).ContainerId);

        await world.Restores.RestoreAsync(world.Ada, backup.Id, fresh, ChangeTerms.None, None);
        await world.RunAsync();
        await world.SettleAsync(fresh);
        Assert.Equal("data", world.Read((await world.MountsAsync(fresh))[0]));
        Assert.NotEqual(promised, Assert.Single(await world.ListAsync(s => s.Instances.Where(i => i.ContainerId == fresh))).Id);
        Assert.DoesNotContain(promised, world.Quotas.Worker.Instances.Keys);
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_new_container_has_the_configuration_and_the_files_before_it_starts_and_the_original_stays_as_it_is(DatabaseProvider kind)
    {
        await using var world = await BackupWorld.OpenAsync(kind);
        var (container, mounts) = await world.ContainerAsync();
        var backup = await world.BackUpAsync(container.Id);
        world.Write(mounts[0], "file", "later");
        var made = await world.Restores.RestoreIntoNewAsync(world.Ada, backup.Id, new(world.Quotas.Project.Id, "copy", Ports: true, Start: true), ChangeTerms.None, None);
        Assert.Equal((Holds.Restore, DesiredState.Stop), (made.Container.Holds, made.Container.Desired));
        await world.RunAsync();

        var copy = await world.FindContainerAsync(made.Container.Id);
        Assert.Equal((Holds.None, DesiredState.Run), (copy.Holds, copy.Desired));
        var own = await world.MountsAsync(copy.Id);
        Assert.Equal(["/data", "/cache"], own.Select(m => m.Target));
        Assert.Empty(own.Select(m => m.VolumeId).Intersect(mounts.Select(m => m.VolumeId)));
        Assert.Equal(("data of web", "cache of web", "later"), (world.Read(own[0]), world.Read(own[1]), world.Read(mounts[0])));
        var names = (await world.ListAsync(a => a.Volumes)).Where(v => v.ContainerId == copy.Id).Select(v => (v.Name, v.Named)).Order();
        Assert.Equal([("copy-data", false), ("web-cache-2", true)], names);
        await using var db = await world.Database.ContextAsync();
        Assert.Equal([new("A", "b")], db.As(BackupWorld.Self).Deployments.Single(d => d.Id == copy.DeploymentId).Spec.Environment);
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_backup_outlives_its_container(DatabaseProvider kind)
    {
        await using var world = await BackupWorld.OpenAsync(kind);
        var (container, _) = await world.ContainerAsync();
        var backup = await world.BackUpAsync(container.Id);
        await world.Database.Get<ContainerService>().DeleteAsync(world.Ada, container.Id, volumes: true, ChangeTerms.None, None);
        await world.SettleAsync(container.Id);
        Assert.Equal(["web-cache"], (await world.ListAsync(a => a.Volumes)).Select(v => v.Name));      // made by name: it stays
        var gone = await Assert.ThrowsAsync<PlatformException>(() => world.Restores.RestoreAsync(world.Ada, backup.Id, null, ChangeTerms.None, None));
        Assert.Equal((ErrorCode.NotFound, "The container web is gone. Restore into a new one."), (gone.Code, gone.Message));

        var made = await world.Restores.RestoreIntoNewAsync(world.Ada, backup.Id, new(world.Quotas.Project.Id, "web", Ports: true, Start: false), ChangeTerms.None, None);
        await world.RunAsync();
        Assert.Equal("data of web", world.Read((await world.MountsAsync(made.Container.Id))[0]));
        Assert.Equal((Holds.None, DesiredState.Stop), ((await world.FindContainerAsync(made.Container.Id)).Holds, (await world.FindContainerAsync(made.Container.Id)).Desired));

        await world.Backups.DeleteAsync(world.Ada, backup.Id, None);
        await world.RunAsync();
        Assert.Null(await world.FindAsync(backup.Id));
        Assert.Empty(world.Stored);
    }

    [Fact]
    public async Task Who_may_not_see_it_finds_nothing_and_who_may_only_look_changes_nothing()
    {
        await using var world = await BackupWorld.OpenAsync();
        var (container, _) = await world.ContainerAsync();
        var backup = await world.BackUpAsync(container.Id);
        var stranger = await PageTests.UserAsync(world.Database, "eve@example.com");
        var viewer = await world.Quotas.MemberAsync(Role.Viewer);
        foreach (var (caller, code) in new[] { (stranger, ErrorCode.NotFound), (viewer, ErrorCode.Forbidden) })
        {
            foreach (var attempt in (Func<Task>[])[
                () => world.Backups.CreateAsync(caller, container.Id, null, ChangeTerms.None, None),
                () => world.Backups.DeleteAsync(caller, backup.Id, None),
                () => world.Restores.RestoreAsync(caller, backup.Id, null, ChangeTerms.None, None),
                () => world.Restores.RestoreIntoNewAsync(caller, backup.Id, new(world.Quotas.Project.Id, "mine", true, true), ChangeTerms.None, None)])
                Assert.Equal(code, (await Assert.ThrowsAsync<PlatformException>(attempt)).Code);
        }

        Assert.Empty((await world.Backups.ListAsync(stranger, new(ContainerId: container.Id), new(10), None)).Items);
        Assert.Equal(backup.Id, Assert.Single((await world.Backups.ListAsync(viewer, new(ContainerId: container.Id), new(10), None)).Items).Id);
        var into = await world.Database.Get<GraphPlatform.Platform.Projects.ProjectService>().CreateAsync(stranger, null, "theirs", None);
        Assert.Equal(ErrorCode.NotFound, (await Assert.ThrowsAsync<PlatformException>(
            () => world.Restores.RestoreIntoNewAsync(world.Ada, backup.Id, new(into.Id, "mine", true, true), ChangeTerms.None, None))).Code);
    }

    [Fact]
    public async Task One_at_a_time_of_each_container_and_once_for_each_name()
    {
        await using var world = await BackupWorld.OpenAsync();
        var (container, _) = await world.ContainerAsync();
        var terms = new ChangeTerms("nightly", "1", false);
        var first = await world.Backups.CreateAsync(world.Ada, container.Id, null, terms, None);
        Assert.Equal(first.Id, (await world.Backups.CreateAsync(world.Ada, container.Id, null, terms, None)).Id);
        Assert.Equal(ErrorCode.Conflict, (await Assert.ThrowsAsync<PlatformException>(() => world.Backups.CreateAsync(world.Ada, container.Id, null, ChangeTerms.None, None))).Code);
        Assert.Equal(ErrorCode.Conflict, (await Assert.ThrowsAsync<PlatformException>(() => world.Restores.RestoreAsync(world.Ada, first.Id, null, ChangeTerms.None, None))).Code);

        // What only waits can be taken back.
        await world.Backups.DeleteAsync(world.Ada, first.Id, None);
        await world.RunAsync();
        Assert.Null(await world.FindAsync(first.Id));
        Assert.Equal(OperationStatus.Superseded, (await world.OperationAsync(first.OperationId)).Status);
    }
}
