using System.Globalization;
using GraphPlatform.Tests.Hosting;
using GraphPlatform.Tests.Hosting.Trees;

namespace GraphPlatform.Tests.Features.Backups;

/// <summary>Random trees in volumes of a real engine: a backup that says VERIFIED restores to an equal tree.</summary>
public sealed class BackupTreeTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly bool Full = Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_FULL") == "1";

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 7000;

    [SkippableFact]
    public async Task A_verified_backup_restores_to_an_equal_tree_in_place_and_into_a_new_container()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        var folder = await FolderAsync(id);
        Skip.IfNot(Directory.Exists(folder), "the engine's volumes cannot be seen from here");
        for (var seed = Seed; seed < Seed + (Full ? 20 : 2); seed++)
        {
            await fixture.ChangeAsync("stopContainer", id);
            await TreeListing.RunAsync(folder, "find . -mindepth 1 -delete");
            var tree = new RandomTree(seed, TreeParts.All);
            await tree.MakeAsync(folder);
            // The platform gives the volume's root to the container's user whenever that starts, and so it is no part of what is compared.
            var before = await TreeListing.OfAsync(folder, leave: "cb", root: false);
            var backup = await fixture.BackedUpAsync(id);
            var made = await fixture.BackupAsync(backup, "status leftOutCount leftOut { path what }");
            Assert.Equal(("VERIFIED", tree.Devices), (made.GetProperty("status").GetString(), made.GetProperty("leftOutCount").GetInt32()));
            Assert.All(made.GetProperty("leftOut").EnumerateArray(), l => Assert.StartsWith("/data/", l.GetProperty("path").GetString(), StringComparison.Ordinal));
            await TreeListing.RunAsync(folder, "find . -mindepth 1 -delete; echo newer > newer");
            var (_, inPlace) = await fixture.RestoreAsync(backup);
            Assert.True(inPlace.GetProperty("status").GetString() == "SUCCEEDED", inPlace.ToString());
            Assert.Equal(before, await TreeListing.OfAsync(folder, root: false));
            var (copy, into) = await fixture.RestoreAsync(backup, $", into: {{projectId: \"{fixture.ProjectId}\", name: \"{fixture.NewName()}\", start: false}}");
            Assert.True(into.GetProperty("status").GetString() == "SUCCEEDED", into.ToString());
            Assert.Equal(before, await TreeListing.OfAsync(await FolderAsync(copy), root: false));
            await fixture.DeleteAsync(copy);
        }

        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_container_whose_volumes_are_empty_is_restored_with_the_files_of_the_other()
    {
        DockerEngine.Require();
        var volume = await fixture.VolumeAsync("empty-cache");
        var id = await fixture.RunAsync(extra: $", volumes: [{{volumeId: \"{volume}\", target: \"/cache\"}}]");
        await fixture.ExecAsync(id, "cd /data; echo 1 > 'a\nb'; mkdir 'dir\nx'; echo 2 > 'dir\nx/f'; ln -s 'to\nthere' link; mkfifo queue; touch -d '2026-11-30 10:00:00.123456337' link a*");
        var before = await fixture.FilesAsync(id, "/cache");
        var backup = await fixture.BackedUpAsync(id);
        await fixture.ExecAsync(id, "rm -r /data/*; echo x > /cache/x");
        var (_, ended) = await fixture.RestoreAsync(backup);
        Assert.True(ended.GetProperty("status").GetString() == "SUCCEEDED", ended.ToString());
        await fixture.StatusAsync(id, "RUNNING");
        Assert.Equal(before, await fixture.FilesAsync(id, "/cache"));
        Assert.Equal("a\nb\ndir\nx\nlink\nqueue\n1\n2\nto\nthere\nfifo\n", (await fixture.ExecAsync(id, "cd /data; printf '%s\n' *; cat a*; cat dir*/f; readlink link; stat -c %F queue")).GetProperty("stdout").GetString());
        await fixture.DeleteAsync(id);
    }

    private async Task<string> FolderAsync(string id)
    {
        var volume = (await fixture.ContainerAsync(id, "current { volumes { volumeId target } }")).GetProperty("current").GetProperty("volumes").EnumerateArray()
            .Single(v => v.GetProperty("target").GetString() == "/data").GetProperty("volumeId").GetString();
        return Assert.Single(await DockerEngine.LinesAsync("volume", "inspect", "--format", "{{.Mountpoint}}", "gp-" + volume));
    }
}
