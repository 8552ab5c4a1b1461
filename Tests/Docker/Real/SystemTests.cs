using GraphPlatform.Docker.Engine;

namespace GraphPlatform.Tests.Docker.Real;

[Collection("engine")]
public sealed class SystemTests(EngineFixture engine)
{
    [SkippableFact]
    public async Task The_engine_says_what_it_is_and_has()
    {
        var ping = await engine.Docker.System.PingAsync();
        var version = await engine.Docker.System.VersionAsync();
        var info = await engine.Docker.System.InfoAsync();
        Assert.Equal(ping.ApiVersion, version.ApiVersion);
        Assert.Equal(version.Version, info.ServerVersion);
        Assert.True(info.Cpus > 0 && info.MemoryBytes > 0);
        Assert.Contains("runc", info.Runtimes);
        Assert.Contains(info.CgroupVersion, (string[])["1", "2"]);
    }

    [SkippableFact]
    public async Task Events_tell_a_containers_life_with_its_labels()
    {
        var since = NanoTime.From(TimeProvider.System.GetUtcNow());
        var id = await engine.StartAsync("exit 5");
        await engine.Docker.Containers.WaitAsync(id);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = new List<EngineEvent>();
        await foreach (var happened in engine.Docker.System.EventsAsync(
            new() { Types = ["container"], Labels = [engine.Label], Containers = [id] }, since, ct: limit.Token))
        {
            seen.Add(happened);
            if (happened.Action == "die") break;
        }

        Assert.Equal(["create", "start", "die"], seen.Select(happened => happened.Action));
        Assert.All(seen, happened => Assert.Equal((id, engine.Run), (happened.Actor.Id, happened.Actor.Attributes["graphplatform.docker-tests"])));
        Assert.Equal("5", seen[^1].Actor.Attributes["exitCode"]);
        Assert.True(seen[0].Time >= since && seen[0].Time < seen[^1].Time);
    }

    [SkippableFact]
    public async Task Disk_usage_knows_our_image() =>
        Assert.Contains((await engine.Docker.System.DiskUsageAsync()).Images, image => image.RepoTags.Contains(engine.Image) && image.Size > 0);

    [SkippableFact]
    public async Task Volumes_are_made_found_by_label_and_removed()
    {
        var volumes = engine.Docker.Volumes;
        var name = "gp-vol-" + engine.Run;
        Assert.Equal(name, (await volumes.CreateAsync(new() { Name = name, Labels = engine.Labels })).Name);
        Assert.Contains(await volumes.ListAsync(new() { Labels = [engine.Label] }), volume => volume.Name == name && volume.CreatedAt is not null);
        Assert.Equal("local", (await volumes.InspectAsync(name)).Driver);
        await volumes.RemoveAsync(name);
        var e = await Assert.ThrowsAsync<DockerException>(() => volumes.InspectAsync(name));
        Assert.Equal(DockerErrorKind.NotFound, e.Kind);
        await volumes.RemoveAsync(name, force: true);
    }
}
