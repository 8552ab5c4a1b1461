using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Runtime;

/// <summary>Whatever happens, the world becomes as desired: nothing orphaned, nothing doubled.</summary>
public sealed class RecoveryTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [SkippableFact]
    public async Task Kill_9_at_any_moment_of_a_start_leaves_one_running_instance()
    {
        DockerEngine.Require();
        foreach (var delay in new[] { 0, 15, 40, 80, 150, 300 })
        {
            var (id, _) = await fixture.CreateAsync("exec sleep 1000");
            await Task.Delay(delay);        // the moment, not a wait for something
            await fixture.Server.KillAsync();
            await fixture.Server.StartAgainAsync();
            await fixture.StatusAsync(id, "RUNNING");
            Assert.Single(await OursAsync("ps", "-aq"));
            await fixture.DeleteAsync(id);
            Assert.Empty(await OursAsync("ps", "-aq"));
            Assert.Empty(await OursAsync("volume", "ls", "-q"));
        }
    }

    [SkippableFact]
    public async Task Ctrl_C_leaves_containers_running_and_the_next_start_finds_them_again()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("i=0; while true; do i=$((i+1)); echo $i; usleep 100000; done");
        var engine = await fixture.EngineNameAsync(id);
        var started = await DockerEngine.RunAsync("inspect", "-f", "{{.State.StartedAt}}", engine);
        Assert.Equal(0, await fixture.Server.StopAsync());
        Assert.Equal("running", await DockerEngine.RunAsync("inspect", "-f", "{{.State.Status}}", engine));
        await fixture.Server.StartAgainAsync();
        await fixture.StatusAsync(id, "RUNNING");
        Assert.Equal(started, await DockerEngine.RunAsync("inspect", "-f", "{{.State.StartedAt}}", engine));

        var lines = new List<int>();
        await using (var socket = await GraphQLSocket.SubscribeAsync(
            fixture.Server.Url, fixture.Client.AccessToken, "subscription($id: ID!) { containerLogs(id: $id) { ... on LogLine { text } } }", new { id }))
        {
            while (lines.Count < 30) lines.Add(int.Parse((await socket.NextAsync())!.Value.GetProperty("containerLogs").GetProperty("text").GetString()!));
        }

        Assert.Equal(Enumerable.Range(1, 30), lines);
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task An_instance_that_somebody_removed_killed_or_froze_comes_back()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        var engine = await fixture.EngineNameAsync(id);
        foreach (var harm in new[] { "kill", "pause", "rm -f" })
        {
            var before = await DockerEngine.RunAsync("inspect", "-f", "{{.Id}} {{.State.StartedAt}}", engine);
            await DockerEngine.RunAsync([.. harm.Split(' '), engine]);
            await RunsAgainAsync(engine);
            var after = await DockerEngine.RunAsync("inspect", "-f", "{{.Id}} {{.State.StartedAt}}", engine);
            Assert.Equal(harm == "pause", before == after);
            await fixture.StatusAsync(id, "RUNNING");
        }

        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_wish_that_overtakes_another_wins_and_says_so()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("trap '' TERM; while true; do sleep 1; done", ", stopGrace: \"PT3S\"");      // its stop takes a while
        var stop = await fixture.Client.MutateAsync("stopContainer(input: {containerId: $id}) { operation { id } }", "$id: ID!", new { id });
        var start = await fixture.Client.MutateAsync("startContainer(input: {containerId: $id}) { operation { id } }", "$id: ID!", new { id });
        Assert.Equal("SUCCEEDED", (await fixture.OperationAsync(start.GetProperty("operation").GetProperty("id").GetString()!)).GetProperty("status").GetString());
        Assert.Equal("SUPERSEDED", (await fixture.OperationAsync(stop.GetProperty("operation").GetProperty("id").GetString()!)).GetProperty("status").GetString());
        await fixture.StatusAsync(id, "RUNNING");
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task Two_servers_on_one_data_folder_are_one_too_many()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ServerProcess.StartAsync(data: fixture.Server.Data));
        Assert.Contains("uses the data folder", refused.Message, StringComparison.Ordinal);
    }

    private static async Task RunsAgainAsync(string engine)
    {
        for (var patience = 0; patience < 300; patience++)
        {
            try
            {
                if (await DockerEngine.RunAsync("inspect", "-f", "{{.State.Status}}", engine) == "running") return;
            }
            catch (InvalidOperationException)
            {
                // It is not there at the moment.
            }

            await Task.Delay(100);      // asks docker itself, which has nothing to wait for
        }

        throw new TimeoutException($"{engine} did not come back.");
    }

    private async Task<string[]> OursAsync(params string[] list) =>
        await DockerEngine.LinesAsync([.. list, "--filter", "label=graphplatform.installation=" + await DockerEngine.InstallationOfAsync(fixture.Server.Data)]);
}
