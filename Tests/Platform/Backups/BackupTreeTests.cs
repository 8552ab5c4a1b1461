using System.Globalization;
using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Tests.Hosting.Trees;

namespace GraphPlatform.Tests.Platform.Backups;

/// <summary>A backup that says VERIFIED restores to an equal tree, and says what it cannot hold.</summary>
public sealed class BackupTreeTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly bool Full = Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_FULL") == "1";

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 1000;

    [Fact]
    public async Task Random_trees_are_restored_equal_in_place_and_into_a_new_container()
    {
        await using var world = await BackupWorld.OpenAsync();
        var (container, mounts) = await world.ContainerAsync();
        for (var seed = Seed; seed < Seed + (Full ? 300 : 6); seed++)
        {
            var devices = 0;
            foreach (var mount in mounts)
            {
                await ClearAsync(world, mount);
                var tree = new RandomTree((seed * 2) + mount.Target.Length, TreeParts.All);
                await tree.MakeAsync(world.Quotas.Worker.FolderOf(mount.VolumeId));
                devices += tree.Devices;
            }

            var before = await ListAsync(world, mounts);
            var backup = await world.BackUpAsync(container.Id, TimeSpan.FromDays(1));
            Assert.True(backup.Status == BackupStatus.Verified, $"seed {seed}: {backup.Failure}");
            Assert.Equal(devices, backup.LeftOutCount);
            Assert.All(backup.LeftOut, l => Assert.Equal("a device", l.What));

            foreach (var mount in mounts) await ClearAsync(world, mount);
            world.Write(mounts[0], "newer", "newer");
            await RestoreAsync(world, () => world.Restores.RestoreAsync(world.Ada, backup.Id, null, ChangeTerms.None, None), $"seed {seed}, in place");
            Equal($"seed {seed}, in place", before, await ListAsync(world, mounts));

            var copied = await RestoreAsync(
                world, () => world.Restores.RestoreIntoNewAsync(world.Ada, backup.Id, new(world.Quotas.Project.Id, $"copy{seed}", Ports: false, Start: false), ChangeTerms.None, None), $"seed {seed}, new");
            var copies = await world.MountsAsync(copied);
            Equal($"seed {seed}, new", before, await ListAsync(world, copies));
            await world.Database.Get<GraphPlatform.Platform.Containers.ContainerService>().DeleteAsync(world.Ada, copied, true, ChangeTerms.None, None);
            await world.SettleAsync(copied);
            await world.Backups.DeleteAsync(world.Ada, backup.Id, None);
        }
    }

    [Fact]
    public async Task Empty_volumes_are_restored_empty_and_keep_who_they_belong_to()
    {
        await using var world = await BackupWorld.OpenAsync();
        var (container, mounts) = await world.ContainerAsync();
        foreach (var mount in mounts) await ClearAsync(world, mount);
        await TreeListing.RunAsync(world.Quotas.Worker.FolderOf(mounts[1].VolumeId), "chown 999:998 .; chmod 2770 .");
        var backup = await world.BackUpAsync(container.Id);
        Assert.True(backup.Status == BackupStatus.Verified, backup.Failure);
        Assert.Equal([0L, 1L], backup.Parts.Select(p => p.Content!.Entries));
        foreach (var mount in mounts) world.Write(mount, "file", "newer");
        await TreeListing.RunAsync(world.Quotas.Worker.FolderOf(mounts[1].VolumeId), "chown 0:0 .; chmod 755 .");
        await RestoreAsync(world, () => world.Restores.RestoreAsync(world.Ada, backup.Id, null, ChangeTerms.None, None), "in place");
        Assert.Equal(["", ""], await Task.WhenAll(mounts.Select(m => TreeListing.OfAsync(world.Quotas.Worker.FolderOf(m.VolumeId), root: false))));
        Assert.Equal("999:998 2770", await TreeListing.RunAsync(world.Quotas.Worker.FolderOf(mounts[1].VolumeId), "printf %s \"$(stat -c '%u:%g %a' .)\""));
    }

    [Fact]
    public async Task What_is_left_out_is_named_where_the_container_has_it()
    {
        await using var world = await BackupWorld.OpenAsync();
        var (container, mounts) = await world.ContainerAsync();
        var folder = world.Quotas.Worker.FolderOf(mounts[0].VolumeId);
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(Path.Combine(folder, "app.sock")));
        await TreeListing.RunAsync(folder, "mkdir many; for i in $(seq 150); do mknod many/$i c 1 3; done; mkfifo queue");
        var backup = await world.BackUpAsync(container.Id);
        Assert.True(backup.Status == BackupStatus.Verified, backup.Failure);
        Assert.Equal((100, 151), (backup.LeftOut.Count, backup.LeftOutCount));
        Assert.Equal(("/data/app.sock", "a socket"), (backup.LeftOut[0].Path, backup.LeftOut[0].What));
        Assert.Equal(("/data/many/1", "a device"), (backup.LeftOut[1].Path, backup.LeftOut[1].What));
    }

    [Fact]
    public async Task An_empty_volume_that_has_no_bytes_at_all_in_a_backup_of_before_is_restored_empty()
    {
        await using var world = await BackupWorld.OpenAsync();
        var (container, mounts) = await world.ContainerAsync();
        foreach (var mount in mounts) await ClearAsync(world, mount);
        var backup = await world.BackUpAsync(container.Id);
        await world.MakeOldAsync(backup.Id);
        world.Write(mounts[0], "file", "newer");
        await RestoreAsync(world, () => world.Restores.RestoreAsync(world.Ada, backup.Id, null, ChangeTerms.None, None), "in place");
        Assert.Null(world.Read(mounts[0]));
    }

    private static async Task<string> RestoreAsync(BackupWorld world, Func<Task<RestoreChange>> ask, string which)
    {
        var asked = await ask();
        await world.RunAsync();
        var restore = await world.FindRestoreAsync(asked.Restore!.Id);
        Assert.True(restore.Status == RestoreStatus.Succeeded, $"{which}: {restore.Failure}");
        return asked.Container.Id;
    }

    private static async Task<string> ListAsync(BackupWorld world, IReadOnlyList<VolumeMount> mounts) =>
        string.Join("\n--\n", await Task.WhenAll(mounts.Select(m => TreeListing.OfAsync(world.Quotas.Worker.FolderOf(m.VolumeId), leave: "cb"))));

    private static Task<string> ClearAsync(BackupWorld world, VolumeMount mount) => TreeListing.RunAsync(world.Quotas.Worker.FolderOf(mount.VolumeId), "find . -mindepth 1 -delete; chown 0:0 .; chmod 755 .");

    private static void Equal(string which, string expected, string found)
    {
        var (before, after) = (expected.Split('\n'), found.Split('\n'));
        Assert.True(expected == found, $"{which}:\n- {string.Join("\n- ", before.Except(after))}\n+ {string.Join("\n+ ", after.Except(before))}");
    }
}
