using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Containers;

/// <summary>Images that declare volumes, as those of databases do (VOLUME in a Dockerfile).</summary>
public sealed class ImageVolumeTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Volumes = "volumes { id named declaredTarget container { id } }";

    [SkippableFact]
    public async Task Their_files_outlive_updates_and_rollbacks_and_nothing_is_left_behind()
    {
        DockerEngine.Require();
        await using var image = await DerivedImage.BuildAsync(
            "RUN mkdir -p /var/lib/app && echo seed > /var/lib/app/seed && chown -R 999:999 /var/lib/app", "VOLUME /var/lib/app /data/db /data /tmp /var//log/../spool/");
        var before = await DockerEngine.LinesAsync("volume", "ls", "-q");
        var id = await fixture.RunOfAsync(image.Name);
        var deployments = new List<string> { await DeploymentAsync(id) };
        await WriteAsync(id, "first");
        Assert.Equal("seed\n", (await fixture.ExecAsync(id, "cat /var/lib/app/seed")).GetProperty("stdout").GetString());

        // What is in them decides about the downtime, and the plan says so.
        var plan = await fixture.Client.MutateAsync(
            "updateContainer(input: {containerId: $id, environment: [{name: \"A\", value: \"1\"}], dryRun: true}) { plan { downtimeBecause } }", "$id: ID!", new { id });
        Assert.Contains("has files", plan.GetProperty("plan").GetProperty("downtimeBecause").GetString(), StringComparison.Ordinal);
        for (var version = 1; version <= 3; version++)
        {
            Succeeded(await fixture.ChangeAsync("updateContainer", id, $", environment: [{{name: \"A\", value: \"{version}\"}}], stopGrace: \"PT0S\""));
            deployments.Add(await DeploymentAsync(id));
            await WriteAsync(id, $"version {version}");
        }

        Succeeded(await fixture.ChangeAsync("rollbackContainer", id, $", deploymentId: \"{deployments[1]}\""));
        Succeeded(await fixture.ChangeAsync("deployContainer", id));
        Assert.Equal("first\nversion 1\nversion 2\nversion 3\n", (await fixture.ExecAsync(id, "cat /data/db/log")).GetProperty("stdout").GetString());
        Assert.Equal("first\nversion 1\nversion 2\nversion 3\n", (await fixture.ExecAsync(id, "cat /var/lib/app/log")).GetProperty("stdout").GetString());

        var project = (await fixture.Client.QueryAsync($"query($p: ID!) {{ project(id: $p) {{ {Volumes} }} }}", new { p = fixture.ProjectId })).GetProperty("project");
        var own = project.GetProperty("volumes").EnumerateArray().Where(v => v.GetProperty("container") is { ValueKind: JsonValueKind.Object } c && c.GetProperty("id").GetString() == id).ToList();
        Assert.Equal([null, "/data/db", "/var/lib/app", "/var/spool"], own.Select(v => v.GetProperty("declaredTarget").GetString()).Order(StringComparer.Ordinal));
        Assert.All(own, v => Assert.False(v.GetProperty("named").GetBoolean()));
        var made = (await DockerEngine.LinesAsync("volume", "ls", "-q")).Except(before);
        Assert.All(own, v => Assert.Contains("gp-" + v.GetProperty("id").GetString(), made));
        Assert.DoesNotContain(made, name => !name.StartsWith("gp-", StringComparison.Ordinal));
        Assert.Contains((await FilesAsync(id, "/var/lib/app")).EnumerateArray(), f => f.GetProperty("name").GetString() == "log");

        await fixture.DeleteAsync(id);
        Assert.DoesNotContain((await DockerEngine.LinesAsync("volume", "ls", "-q")).Except(before), name => own.Exists(v => name == "gp-" + v.GetProperty("id").GetString()));
    }

    [SkippableFact]
    public async Task Their_files_are_in_backups_and_come_back_in_place_and_in_a_new_container()
    {
        DockerEngine.Require();
        await using var image = await DerivedImage.BuildAsync("VOLUME /var/lib/app");
        var id = await fixture.RunOfAsync(image.Name);
        await fixture.ExecAsync(id, "echo kept > /var/lib/app/file");
        var made = await fixture.Client.MutateAsync("createBackup(input: {containerId: $id}) { backup { id } operation { id } }", "$id: ID!", new { id });
        Succeeded(await fixture.OperationAsync(made.GetProperty("operation").GetProperty("id").GetString()!));
        var backup = made.GetProperty("backup").GetProperty("id").GetString();
        await fixture.ExecAsync(id, "echo lost > /var/lib/app/file");
        var inPlace = await fixture.Client.MutateAsync("restoreBackup(input: {backupId: $b}) { operation { id } }", "$b: ID!", new { b = backup });
        Succeeded(await fixture.OperationAsync(inPlace.GetProperty("operation").GetProperty("id").GetString()!));
        await fixture.StatusAsync(id, "RUNNING");
        Assert.Equal("kept\n", (await fixture.ExecAsync(id, "cat /var/lib/app/file")).GetProperty("stdout").GetString());
        var anew = await fixture.Client.MutateAsync(
            "restoreBackup(input: {backupId: $b, into: {projectId: $p, name: \"anew\"}}) { container { id } operation { id } }", "$b: ID!, $p: ID!", new { b = backup, p = fixture.ProjectId });
        Succeeded(await fixture.OperationAsync(anew.GetProperty("operation").GetProperty("id").GetString()!));
        var copy = anew.GetProperty("container").GetProperty("id").GetString()!;
        await fixture.StatusAsync(copy, "RUNNING");
        Assert.Equal("kept\n", (await fixture.ExecAsync(copy, "cat /var/lib/app/file")).GetProperty("stdout").GetString());
        var mount = (await fixture.ContainerAsync(copy, "current { volumes { target fromImage } }")).GetProperty("current").GetProperty("volumes").EnumerateArray().Single(v => v.GetProperty("target").GetString() == "/var/lib/app");
        Assert.True(mount.GetProperty("fromImage").GetBoolean());
        await fixture.DeleteAsync(copy);
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_volume_of_the_users_own_takes_the_place_of_one_that_is_declared_and_gives_it_back()
    {
        DockerEngine.Require();
        await using var image = await DerivedImage.BuildAsync("VOLUME /var/lib/app");
        var id = await fixture.RunOfAsync(image.Name);
        await fixture.ExecAsync(id, "echo declared > /var/lib/app/file");
        var volume = (await fixture.Client.MutateAsync("createVolume(input: {projectId: $p, name: \"own\"}) { volume { id } }", "$p: ID!", new { p = fixture.ProjectId }))
            .GetProperty("volume").GetProperty("id").GetString();
        Succeeded(await fixture.ChangeAsync("updateContainer", id, $", volumes: [{{volumeId: \"{volume}\", target: \"/var/lib/app\"}}]"));
        Assert.Equal("", (await fixture.ExecAsync(id, "ls /var/lib/app")).GetProperty("stdout").GetString());
        Succeeded(await fixture.ChangeAsync("updateContainer", id, ", volumes: []"));
        Assert.Equal("declared\n", (await fixture.ExecAsync(id, "cat /var/lib/app/file")).GetProperty("stdout").GetString());
        await fixture.DeleteAsync(id);
        await fixture.Client.MutateAsync("deleteVolume(input: {volumeId: $v}) { volumeId }", "$v: ID!", new { v = volume });
    }

    [SkippableFact]
    public async Task A_declared_path_that_no_volume_can_be_mounted_at_is_refused_in_words()
    {
        DockerEngine.Require();
        await using var image = await DerivedImage.BuildAsync("VOLUME data");
        var (id, operation) = await fixture.CreateOfAsync(image.Name);
        var error = (await fixture.OperationAsync(operation)).GetProperty("error").GetProperty("message").GetString();
        Assert.Contains("declares the volume 'data', which is no absolute path", error, StringComparison.Ordinal);
        await fixture.DeleteAsync(id);
    }

    private static void Succeeded(JsonElement operation) => Assert.True(operation.GetProperty("status").GetString() == "SUCCEEDED", operation.ToString());

    private async Task WriteAsync(string id, string line)
    {
        var done = await fixture.ExecAsync(id, $"echo {line} >> /var/lib/app/log && echo {line} >> /data/db/log && echo ok");
        Assert.True(done.GetProperty("stdout").GetString() == "ok\n", done.ToString());
    }

    private async Task<string> DeploymentAsync(string id) => (await fixture.ContainerAsync(id, "current { id }")).GetProperty("current").GetProperty("id").GetString()!;

    private async Task<JsonElement> FilesAsync(string id, string path) =>
        (await fixture.ContainerAsync(id, $"files(path: \"{path}\") {{ nodes {{ name }} }}")).GetProperty("files").GetProperty("nodes");
}
