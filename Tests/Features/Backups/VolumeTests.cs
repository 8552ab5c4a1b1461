using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Backups;

/// <summary>Volumes that are made by name, in containers on a real engine.</summary>
public sealed class VolumeTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [SkippableFact]
    public async Task A_volume_goes_from_one_container_to_the_next_with_its_files_and_never_belongs_to_two()
    {
        DockerEngine.Require();
        var volume = await fixture.VolumeAsync("uploads");
        var mount = $", volumes: [{{volumeId: \"{volume}\", target: \"/srv/uploads\"}}]";
        var first = await fixture.RunAsync(extra: mount);
        Assert.Equal(0, (await fixture.ExecAsync(first, "echo kept > /srv/uploads/file")).GetProperty("exitCode").GetInt32());
        Assert.Equal("ConflictError", (await fixture.Client.RefusedAsync($"createContainer(input: {{projectId: \"{fixture.ProjectId}\", name: \"second\", image: \"{DockerEngine.Image}\" {mount}}})")).Type);
        Assert.Equal("ConflictError", (await fixture.Client.RefusedAsync($"deleteVolume(input: {{volumeId: \"{volume}\"}})")).Type);
        Assert.Equal("ConflictError", (await fixture.Client.RefusedAsync($"createVolume(input: {{projectId: \"{fixture.ProjectId}\", name: \"uploads\"}})")).Type);

        // Taken out of the first, it is free when no version that has it runs any more.
        Assert.Equal("SUCCEEDED", (await fixture.ChangeAsync("updateContainer", first, ", volumes: []")).GetProperty("status").GetString());
        await fixture.StatusAsync(first, "RUNNING");
        Assert.NotEqual(0, (await fixture.ExecAsync(first, "ls /srv/uploads/file")).GetProperty("exitCode").GetInt32());
        var second = await fixture.RunAsync(extra: mount);
        Assert.Equal("kept\n", (await fixture.ExecAsync(second, "cat /srv/uploads/file")).GetProperty("stdout").GetString());
        Assert.Equal("ConflictError", (await fixture.Client.RefusedAsync(
            $"rollbackContainer(input: {{containerId: \"{first}\", deploymentId: \"{(await fixture.ContainerAsync(first, "deployments { nodes { id } }")).GetProperty("deployments").GetProperty("nodes")[1].GetProperty("id").GetString()}\"}})")).Type);

        // It outlives its container even when that goes with its own volume.
        await fixture.DeleteAsync(second);
        var kept = (await fixture.Client.QueryAsync("query($id: ID!) { node(id: $id) { ... on Volume { name named container { id } } } }", new { id = volume })).GetProperty("node");
        Assert.Equal((true, System.Text.Json.JsonValueKind.Null), (kept.GetProperty("named").GetBoolean(), kept.GetProperty("container").ValueKind));
        Assert.Contains("gp-" + volume, await DockerEngine.LinesAsync("volume", "ls", "-q"));
        await fixture.Client.MutateAsync("deleteVolume(input: {volumeId: $id}) { volumeId }", "$id: ID!", new { id = volume });
        Assert.DoesNotContain("gp-" + volume, await DockerEngine.LinesAsync("volume", "ls", "-q"));
        await fixture.DeleteAsync(first);
    }

    [SkippableTheory]
    [InlineData("/")]
    [InlineData("uploads")]
    [InlineData("/srv/../etc")]
    [InlineData("/etc/app")]
    [InlineData("/proc")]
    [InlineData("/sys/fs")]
    [InlineData("/dev/shm")]
    [InlineData("/data")]
    [InlineData("/data/inner")]
    [InlineData("/srv/")]
    [InlineData("/usr")]
    public async Task A_target_that_hides_the_system_or_another_volume_is_refused(string target)
    {
        DockerEngine.Require();
        var volume = await fixture.VolumeAsync("v" + Guid.CreateVersion7().ToString("N")[..20]);
        var (type, message) = await fixture.Client.RefusedAsync($"createContainer(input: {{projectId: \"{fixture.ProjectId}\", name: \"wrong\", image: \"x\", volumes: [{{volumeId: \"{volume}\", target: \"{target}\"}}]}})");
        Assert.True(type == "ValidationError", message);
        await fixture.Client.MutateAsync("deleteVolume(input: {volumeId: $id}) { volumeId }", "$id: ID!", new { id = volume });
    }
}
