using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Scaling;

/// <summary>What nobody uses is frozen, then stopped, and wakes when it is used.</summary>
public sealed class IdleTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [SkippableFact]
    public async Task Nobody_uses_it_so_it_is_frozen_then_stopped_and_a_command_wakes_it_each_time()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("exec sleep 1000", ", lifecycle: {mode: ON, idleAfter: \"PT2S\", stopAfter: \"PT10S\"}");
        var awake = await fixture.ContainerAsync(id, "keptAliveBy { kind until } nextTransition { to at reason }");
        Assert.Equal("RECENT_USE", awake.GetProperty("keptAliveBy")[0].GetProperty("kind").GetString());
        Assert.Equal("IDLE", awake.GetProperty("nextTransition").GetProperty("to").GetString());
        var engine = await fixture.EngineNameAsync(id);
        var started = await DockerEngine.RunAsync("inspect", "-f", "{{.State.StartedAt}}", engine);

        await fixture.StatusAsync(id, "IDLE");
        Assert.Equal("paused", await DockerEngine.RunAsync("inspect", "-f", "{{.State.Status}}", engine));
        Assert.Equal("hi\n", (await fixture.ExecAsync(id, "echo hi")).GetProperty("stdout").GetString());
        Assert.Equal($"running {started}", await DockerEngine.RunAsync("inspect", "-f", "{{.State.Status}} {{.State.StartedAt}}", engine));

        await fixture.StatusAsync(id, "STOPPED");
        var asleep = await fixture.ContainerAsync(id, "statusReason isAsleep keptAliveBy { kind } nextTransition { at }");
        Assert.Contains("asleep", asleep.GetProperty("statusReason").GetString(), StringComparison.Ordinal);
        Assert.True(asleep.GetProperty("isAsleep").GetBoolean());
        Assert.Equal(0, asleep.GetProperty("keptAliveBy").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, asleep.GetProperty("nextTransition").ValueKind);
        Assert.Equal("hi\n", (await fixture.ExecAsync(id, "echo hi")).GetProperty("stdout").GetString());
        Assert.False((await fixture.ContainerAsync(id, "isAsleep")).GetProperty("isAsleep").GetBoolean());
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task Waking_starts_nothing_that_its_user_stopped_and_looking_wakes_nothing()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("exec sleep 1000", ", lifecycle: {mode: ON, idleAfter: \"PT1S\"}");
        await fixture.StatusAsync(id, "IDLE");
        await fixture.ContainerAsync(id, "status statusReason stats { cpu } logs(last: 5) { nodes { __typename } } instances { status }");
        Assert.Equal("IDLE", (await fixture.ContainerAsync(id, "status")).GetProperty("status").GetString());
        Assert.Equal("SUCCEEDED", (await fixture.ChangeAsync("wakeContainer", id)).GetProperty("status").GetString());
        Assert.Equal("RUNNING", (await fixture.ContainerAsync(id, "status")).GetProperty("status").GetString());

        await fixture.ChangeAsync("stopContainer", id);
        var refused = await fixture.Client.TryMutateAsync("wakeContainer(input: {containerId: $id}) { operation { id } }", "$id: ID!", new { id });
        Assert.Equal("CONFLICT", refused.GetProperty("errors")[0].GetProperty("code").GetString());
        Assert.Contains("Start it first", refused.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task What_cannot_be_woken_by_who_comes_to_it_says_why_it_stays_awake()
    {
        DockerEngine.Require();
        var plain = await fixture.RunAsync();
        Assert.Equal("NO_HTTP_PORT", await KindAsync(plain));
        var published = await fixture.RunAsync("exec sleep 1000", ", httpPort: 80, lifecycle: {mode: ON, idleAfter: \"PT1S\"}, ports: [{containerPort: 80, pool: \"general\"}], healthCheck: {test: {command: [\"true\"]}}");
        Assert.Equal("HOST_PORT", await KindAsync(published));
        var off = await fixture.RunAsync("exec sleep 1000", ", lifecycle: {mode: OFF}");
        Assert.Equal("POLICY_OFF", await KindAsync(off));
        foreach (var id in new[] { plain, published, off }) await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task Work_keeps_it_awake_by_itself()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("while [ ! -f /data/enough ]; do :; done; exec sleep 1000", ", lifecycle: {mode: ON, idleAfter: \"PT2S\"}");
        await using (var socket = await GraphQLSocket.SubscribeAsync(
            fixture.Server.Url, fixture.Client.AccessToken, "subscription($id: ID!) { containerStats(id: $id) { cpu } }", new { id }))
        {
            // Longer than the time after which it would be frozen.
            for (var (busy, samples) = (0, 0); busy < 4; samples++)
            {
                if ((await socket.NextAsync())!.Value.GetProperty("containerStats").GetProperty("cpu").GetDouble() > 0.1) busy++;
                Assert.True(samples < 60, "It computes, but no sample says so: " + await fixture.ContainerAsync(id, "status statusReason lastUsedAt"));
            }
        }

        var awake = await fixture.ContainerAsync(id, "status lastUsedAt keptAliveBy { reason }");
        Assert.Equal("RUNNING", awake.GetProperty("status").GetString());
        Assert.Contains("computing", awake.GetProperty("keptAliveBy")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        var used = awake.GetProperty("lastUsedAt").GetDateTimeOffset();
        await fixture.ExecAsync(id, "touch /data/enough");
        await fixture.StatusAsync(id, "IDLE");
        Assert.True((await fixture.ContainerAsync(id, "lastUsedAt")).GetProperty("lastUsedAt").GetDateTimeOffset() >= used);
        await fixture.DeleteAsync(id);
    }

    private async Task<string?> KindAsync(string id) => (await fixture.ContainerAsync(id, "keptAliveBy { kind }")).GetProperty("keptAliveBy")[0].GetProperty("kind").GetString();
}
