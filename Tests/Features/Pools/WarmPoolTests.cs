using GraphPlatform.Tests.Hosting;
using static GraphPlatform.Tests.Features.Pools.WarmPoolFixture;

namespace GraphPlatform.Tests.Features.Pools;

public sealed class WarmPoolTests : IAsyncLifetime
{
    private readonly WarmPoolFixture fixture = new();

    public Task InitializeAsync() => fixture.InitializeAsync();

    public Task DisposeAsync() => fixture.DisposeAsync();

    [SkippableFact]
    public async Task A_start_that_fits_takes_one_that_waits_and_the_pool_fills_again()
    {
        var pool = await fixture.PoolAsync(1, 3);
        var waiting = Assert.Single(await fixture.WaitingAsync());

        var (id, operation) = await fixture.CreateAsync("echo hello $NAME; hostname; touch /data/kept; exec sleep 1000", ", environment: [{name: \"NAME\", value: \"it's me\"}], resources: {memoryBytes: 67108864}");
        var ended = await fixture.OperationAsync(operation);
        Assert.True(ended.GetProperty("status").GetString() == "SUCCEEDED", ended.ToString());
        Assert.Contains(ended.GetProperty("stages").EnumerateArray(), s => s.GetProperty("detail").GetString() == "from the warm pool");
        Assert.Equal(waiting, await fixture.EngineNameAsync(id));
        Assert.True(await fixture.IsWarmAsync(id));

        await using (var logs = await GraphQLSocket.SubscribeAsync(
            fixture.Server.Url, fixture.Client.AccessToken, "subscription($id: ID!) { containerLogs(id: $id) { ... on LogLine { text sequence } } }", new { id }))
        {
            Assert.Equal("hello it's me", (await logs.NextAsync())!.Value.GetProperty("containerLogs").GetProperty("text").GetString());
            Assert.Equal((await fixture.ContainerAsync(id, "name")).GetProperty("name").GetString(), (await logs.NextAsync())!.Value.GetProperty("containerLogs").GetProperty("text").GetString());
        }

        Assert.Equal("67108864", await DockerEngine.RunAsync("inspect", "-f", "{{.HostConfig.Memory}}", waiting));
        Assert.DoesNotContain("it's me", await DockerEngine.RunAsync("inspect", waiting), StringComparison.Ordinal);
        Assert.Equal("1", await DockerEngine.RunAsync("inspect", "-f", "{{len .NetworkSettings.Networks}}", waiting));
        Assert.Equal("it's me", (await fixture.ExecAsync(id, "echo $NAME")).GetProperty("stdout").GetString()!.Trim());

        // The one that was taken was the last: demand has made the pool larger.
        var full = await fixture.UntilAsync(pool, p => Int(p, "ready") == 2);
        Assert.Equal((2, 1, 0), (Int(full, "target"), Int(full, "warmStarts"), Int(full, "coldStarts")));
        await fixture.DeleteAsync(id);
        await fixture.RemoveAsync(pool);
        Assert.Empty(await fixture.ListAsync("ps", "-aq"));
        Assert.Empty(await fixture.ListAsync("volume", "ls", "-q"));
    }

    [SkippableFact]
    public async Task One_that_came_from_a_pool_lives_on_like_any_other()
    {
        await fixture.PoolAsync(1, 1);
        var id = await fixture.RunAsync("echo started; exec sleep 1000", ", environment: [{name: \"MODE\", value: \"blue\"}]");
        Assert.True(await fixture.IsWarmAsync(id));
        await fixture.ExecAsync(id, "echo kept > /data/file");

        // It stops, starts and restarts with all that it was told, and its name and neighbours are the same.
        await fixture.ChangeAsync("stopContainer", id);
        await fixture.ChangeAsync("startContainer", id);
        var again = await fixture.ChangeAsync("restartContainer", id);
        Assert.Equal("SUCCEEDED", again.GetProperty("status").GetString());
        var name = (await fixture.ContainerAsync(id, "name")).GetProperty("name").GetString();
        Assert.Equal($"kept blue {name}", (await fixture.ExecAsync(id, "echo $(cat /data/file) $MODE $(hostname)")).GetProperty("stdout").GetString()!.Trim());
        Assert.Equal(0, (await fixture.ExecAsync(id, $"nslookup {name}")).GetProperty("exitCode").GetInt32());

        // It crashes and starts again.
        await DockerEngine.RunAsync("kill", await fixture.EngineNameAsync(id));
        await fixture.StatusAsync(id, "RUNNING");
        await using (var logs = await GraphQLSocket.SubscribeAsync(
            fixture.Server.Url, fixture.Client.AccessToken, "subscription($id: ID!) { containerLogs(id: $id) { ... on LogLine { text sequence } } }", new { id }))
        {
            await logs.UntilAsync(l => l.GetProperty("containerLogs").GetProperty("sequence").GetInt32() == 4);
        }

        // A new version is made for it alone, with the same volume.
        var updated = await fixture.ChangeAsync("updateContainer", id, ", environment: [{name: \"MODE\", value: \"green\"}]");
        Assert.True(updated.GetProperty("status").GetString() == "SUCCEEDED", updated.ToString());
        Assert.False(await fixture.IsWarmAsync(id));
        Assert.Equal("kept green", (await fixture.ExecAsync(id, "echo $(cat /data/file) $MODE")).GetProperty("stdout").GetString()!.Trim());
    }

    [SkippableFact]
    public async Task What_somebody_ends_or_removes_is_replaced_and_what_the_engine_lost_is_made_anew()
    {
        var pool = await fixture.PoolAsync(2, 2);
        var waiting = await fixture.WaitingAsync();
        await DockerEngine.RunAsync("rm", "-f", waiting[0]);
        await DockerEngine.RunAsync("unpause", waiting[1]);
        foreach (var patience in Enumerable.Range(0, 200))
        {
            if ((await fixture.WaitingAsync()).Length == 2) break;
            await Task.Delay(50);
        }

        Assert.Equal(2, (await fixture.WaitingAsync()).Length);
        await fixture.UntilAsync(pool, p => Int(p, "ready") == 2);
        var id = await fixture.RunAsync();
        Assert.True(await fixture.IsWarmAsync(id));

        // One that is gone in the very moment in which it is taken is made anew for who took it.
        await fixture.DeleteAsync(id);
        foreach (var name in await fixture.WaitingAsync()) _ = DockerEngine.RunAsync("rm", "-f", name);
        Assert.Equal("RUNNING", (await fixture.ContainerAsync(await fixture.RunAsync(), "status")).GetProperty("status").GetString());
    }

    [SkippableFact]
    public async Task A_pool_outlives_kills_of_the_server_and_takes_back_what_was_half_made()
    {
        var pool = await fixture.PoolAsync(1, 3);
        for (var kill = 0; kill < 3; kill++)
        {
            // In the middle of whatever the keeper does.
            await fixture.Client.MutateAsync($"updateWarmPool(input: {{warmPoolId: $id, minimum: {3 - (kill % 2)}}}) {{ warmPool {{ id }} }}", "$id: ID!", new { id = pool });
            await Task.Delay(150 * kill);
            await fixture.Server.KillAsync();
            await fixture.Server.StartAgainAsync();
        }

        await fixture.UntilAsync(pool, p => Int(p, "ready") == Int(p, "target"));
        var found = await fixture.FindAsync(pool);
        Assert.Equal(Int(found, "ready"), (await fixture.WaitingAsync()).Length);
        Assert.Equal(Int(found, "ready"), (await fixture.ListAsync("ps", "-aq")).Length);
        var id = await fixture.RunAsync();
        Assert.True(await fixture.IsWarmAsync(id));
        await fixture.DeleteAsync(id);
        await fixture.RemoveAsync(pool);
        Assert.Empty(await fixture.ListAsync("ps", "-aq"));
        Assert.Empty(await fixture.ListAsync("volume", "ls", "-q"));
    }

    [SkippableFact]
    public async Task A_pool_that_cannot_be_filled_says_why_and_strangers_hear_nothing()
    {
        DockerEngine.Require();
        var payload = await fixture.Client.MutateAsync("createWarmPool(input: {image: \"127.0.0.1:1/no-such:1\"}) { warmPool { id } }");
        var failed = await fixture.UntilAsync(payload.GetProperty("warmPool").GetProperty("id").GetString()!, p => p.GetProperty("notFilledBecause").ValueKind != System.Text.Json.JsonValueKind.Null);
        Assert.Contains("cannot be pulled", failed.GetProperty("notFilledBecause").GetString(), StringComparison.Ordinal);

        await fixture.Client.MutateAsync("createUser(input: {email: \"eve@example.com\", name: \"Eve\", password: \"correct-horse-battery\"}) { user { id } }");
        using var eve = await GraphQLClient.SignInAsync(fixture.Server.Url, "eve@example.com");
        foreach (var query in new[] { "{ warmPools { nodes { id } } }", "mutation { createWarmPool(input: {image: \"nginx\"}) { warmPool { id } errors { code } } }" })
            Assert.Contains("FORBIDDEN", (await eve.SendAsync(query)).ToString(), StringComparison.Ordinal);
        var node = await eve.QueryAsync("query($id: ID!) { node(id: $id) { id } }", new { id = failed.GetProperty("id").GetString() });
        Assert.Equal(System.Text.Json.JsonValueKind.Null, node.GetProperty("node").ValueKind);
    }
}
