using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Containers;

public sealed class LifecycleTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [SkippableFact]
    public async Task A_container_runs_prints_answers_commands_stops_starts_again_and_goes_without_a_trace()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("echo hello; exec sleep 1000");
        var engineName = await fixture.EngineNameAsync(id);
        Assert.Equal("running", await DockerEngine.RunAsync("inspect", "-f", "{{.State.Status}}", engineName));

        await using (var logs = await GraphQLSocket.SubscribeAsync(
            fixture.Server.Url, fixture.Client.AccessToken, "subscription($id: ID!) { containerLogs(id: $id) { ... on LogLine { text sequence stream } } }", new { id }))
        {
            var line = (await logs.NextAsync())!.Value.GetProperty("containerLogs");
            Assert.Equal("hello", line.GetProperty("text").GetString());
            Assert.Equal(1, line.GetProperty("sequence").GetInt64());
        }

        var exec = await fixture.Client.MutateAsync(
            "execInContainer(input: {containerId: $id, command: [\"sh\", \"-c\", \"echo out; cat; echo err >&2; exit 3\"], stdin: \"in\"}) { exitCode stdout stderr timedOut }", "$id: ID!", new { id });
        Assert.Equal((3, "out\nin", "err\n"), (exec.GetProperty("exitCode").GetInt32(), exec.GetProperty("stdout").GetString(), exec.GetProperty("stderr").GetString()));

        await ChangeAsync("stopContainer", id);
        Assert.Equal("exited", await DockerEngine.RunAsync("inspect", "-f", "{{.State.Status}}", engineName));
        await fixture.StatusAsync(id, "STOPPED");
        await ChangeAsync("startContainer", id);
        Assert.Equal("running", await DockerEngine.RunAsync("inspect", "-f", "{{.State.Status}}", engineName));

        await fixture.DeleteAsync(id);
        var gone = await fixture.Client.QueryAsync("query($id: ID!) { container(id: $id) { id } project(id: $project) { volumes { id } } }".Replace("($id: ID!)", "($id: ID!, $project: ID!)", StringComparison.Ordinal), new { id, project = fixture.ProjectId });
        Assert.Equal(System.Text.Json.JsonValueKind.Null, gone.GetProperty("container").ValueKind);
        Assert.Equal(0, gone.GetProperty("project").GetProperty("volumes").GetArrayLength());
        await Assert.ThrowsAsync<InvalidOperationException>(() => DockerEngine.RunAsync("inspect", engineName));
        Assert.False(Directory.Exists(Path.Combine(fixture.Server.Data, "logs", id)));
    }

    [SkippableFact]
    public async Task Stats_arrive_every_second_while_it_runs()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("while true; do :; done");
        await using var stats = await GraphQLSocket.SubscribeAsync(
            fixture.Server.Url, fixture.Client.AccessToken, "subscription($id: ID!) { containerStats(id: $id) { at cpu memoryBytes pids } }", new { id });
        var busy = await stats.UntilAsync(d => d.GetProperty("containerStats").GetProperty("cpu").GetDouble() > 0.2);
        Assert.True(busy.GetProperty("containerStats").GetProperty("pids").GetInt32() >= 1);
        var next = (await stats.NextAsync())!.Value.GetProperty("containerStats");
        Assert.True(next.GetProperty("at").GetDateTimeOffset() > busy.GetProperty("containerStats").GetProperty("at").GetDateTimeOffset());
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_deleted_container_leaves_its_volume_unless_the_user_says_otherwise()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("echo kept > /data/file; exec sleep 1000");
        await fixture.Client.MutateAsync("deleteContainer(input: {containerId: $id}) { operation { id } }", "$id: ID!", new { id });
        await using (var changes = await GraphQLSocket.SubscribeAsync(
            fixture.Server.Url, fixture.Client.AccessToken, "subscription($p: ID!) { containerChanged(projectId: $p) { __typename ... on Removed { id } } }", new { p = fixture.ProjectId }))
        {
            var gone = await fixture.Client.QueryAsync("query($id: ID!) { container(id: $id) { id } }", new { id });
            if (gone.GetProperty("container").ValueKind != System.Text.Json.JsonValueKind.Null)
                await changes.UntilAsync(d => d.GetProperty("containerChanged").TryGetProperty("id", out var removed) && removed.GetString() == id);
        }

        var project = await fixture.Client.QueryAsync("query($p: ID!) { project(id: $p) { volumes { id container { id } } } }", new { p = fixture.ProjectId });
        var volume = project.GetProperty("project").GetProperty("volumes").EnumerateArray().Single(v => v.GetProperty("container").ValueKind == System.Text.Json.JsonValueKind.Null).GetProperty("id").GetString()!;
        Assert.Equal("gp-" + volume, await DockerEngine.RunAsync("volume", "inspect", "-f", "{{.Name}}", "gp-" + volume));
        await fixture.Client.MutateAsync("deleteVolume(input: {volumeId: $v}) { volumeId }", "$v: ID!", new { v = volume });
        await Assert.ThrowsAsync<InvalidOperationException>(() => DockerEngine.RunAsync("volume", "inspect", "gp-" + volume));
    }

    [SkippableFact]
    public async Task A_container_that_keeps_crashing_is_given_up_and_says_so_and_starts_when_asked()
    {
        DockerEngine.Require();
        var (id, operation) = await fixture.CreateAsync("echo dying; exit 7");
        var ended = await fixture.OperationAsync(operation);
        Assert.Equal("FAILED", ended.GetProperty("status").GetString());
        Assert.Contains("exit code 7", ended.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);

        await using (var socket = await GraphQLSocket.SubscribeAsync(
            fixture.Server.Url, fixture.Client.AccessToken, "subscription($id: ID!) { containerChanged(id: $id) { ... on Container { status statusReason } } }", new { id }))
        {
            var failed = await socket.UntilAsync(d => d.GetProperty("containerChanged").GetProperty("statusReason").GetString()!.Contains("not started again", StringComparison.Ordinal));
            Assert.Equal("FAILED", failed.GetProperty("containerChanged").GetProperty("status").GetString());
            Assert.Contains("exit code 7, 5 times in a row", failed.GetProperty("containerChanged").GetProperty("statusReason").GetString(), StringComparison.Ordinal);
        }

        // The state may be known a moment before the last line is kept.
        await using (var lines = await GraphQLSocket.SubscribeAsync(
            fixture.Server.Url, fixture.Client.AccessToken, "subscription($id: ID!) { containerLogs(id: $id) { ... on LogLine { text } } }", new { id }))
        {
            var seen = 0;
            await lines.UntilAsync(d => d.GetProperty("containerLogs").TryGetProperty("text", out var text) && text.GetString() == "dying" && ++seen == 5);
        }

        var logs = await fixture.Client.QueryAsync("query($id: ID!) { container(id: $id) { logs(last: 100) { nodes { ... on LogLine { text } } } } }", new { id });
        Assert.Equal(Enumerable.Repeat("dying", 5), logs.GetProperty("container").GetProperty("logs").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("text").GetString()));
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task Many_containers_at_once_in_a_new_project_share_one_network()
    {
        DockerEngine.Require();
        var project = (await fixture.Client.MutateAsync("createProject(input: {name: \"crowd\"}) { project { id } }")).GetProperty("project").GetProperty("id").GetString()!;
        var created = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => fixture.Client.MutateAsync(
            "createContainer(input: {projectId: $p, name: $n, image: $image, command: [\"sleep\", \"1000\"]}) { container { id } operation { id } }",
            "$p: ID!, $n: String!, $image: String!",
            new { p = project, n = $"crowd-{i}", image = DockerEngine.Image })));
        foreach (var one in created)
        {
            var operation = await fixture.OperationAsync(one.GetProperty("operation").GetProperty("id").GetString()!);
            Assert.True(operation.GetProperty("status").GetString() == "SUCCEEDED", operation.ToString());
        }

        Assert.Single(await DockerEngine.LinesAsync("network", "ls", "-q", "--filter", "name=gp-" + project));
        foreach (var one in created) await fixture.DeleteAsync(one.GetProperty("container").GetProperty("id").GetString()!);
        await fixture.Client.MutateAsync("deleteProject(input: {projectId: $p}) { projectId }", "$p: ID!", new { p = project });
        Assert.Empty(await DockerEngine.LinesAsync("network", "ls", "-q", "--filter", "name=gp-" + project));
    }

    [SkippableFact]
    public async Task Containers_of_a_project_reach_each_other_by_name_and_other_projects_are_out_of_reach()
    {
        DockerEngine.Require();
        var (id, operation) = await fixture.CreateAsync("while true; do echo hi | nc -l -p 8080; done");
        await fixture.OperationAsync(operation);
        var name = (await fixture.Client.QueryAsync("query($id: ID!) { container(id: $id) { name } }", new { id })).GetProperty("container").GetProperty("name").GetString();
        var address = await DockerEngine.RunAsync("inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", await fixture.EngineNameAsync(id));
        var friend = await fixture.RunAsync();
        var reached = await ExecAsync(friend, $"timeout 5 nc {name} 8080 </dev/null");
        Assert.Equal("hi\n", reached.GetProperty("stdout").GetString());

        var project = await fixture.Client.MutateAsync("createProject(input: {name: \"other\"}) { project { id } }");
        var created = await fixture.Client.MutateAsync(
            "createContainer(input: {projectId: $p, name: \"stranger\", image: $image, command: [\"sleep\", \"1000\"]}) { container { id } operation { id } }",
            "$p: ID!, $image: String!",
            new { p = project.GetProperty("project").GetProperty("id").GetString(), image = DockerEngine.Image });
        await fixture.OperationAsync(created.GetProperty("operation").GetProperty("id").GetString()!);
        var stranger = created.GetProperty("container").GetProperty("id").GetString()!;
        Assert.NotEqual(0, (await ExecAsync(stranger, $"timeout 2 nc {name} 8080 </dev/null")).GetProperty("exitCode").GetInt32());
        Assert.NotEqual(0, (await ExecAsync(stranger, $"timeout 2 nc {address} 8080 </dev/null")).GetProperty("exitCode").GetInt32());
        foreach (var each in new[] { id, friend, stranger }) await fixture.DeleteAsync(each);
    }

    private Task<System.Text.Json.JsonElement> ExecAsync(string id, string script) => fixture.Client.MutateAsync(
        "execInContainer(input: {containerId: $id, command: [\"sh\", \"-c\", $script]}) { exitCode stdout stderr }", "$id: ID!, $script: String!", new { id, script });

    private async Task ChangeAsync(string mutation, string id)
    {
        var payload = await fixture.Client.MutateAsync($"{mutation}(input: {{containerId: $id}}) {{ operation {{ id }} }}", "$id: ID!", new { id });
        var ended = await fixture.OperationAsync(payload.GetProperty("operation").GetProperty("id").GetString()!);
        Assert.Equal("SUCCEEDED", ended.GetProperty("status").GetString());
    }
}
