using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Containers;

/// <summary>Changes that are asked for once, planned, or made while the container runs.</summary>
public sealed class ChangeTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [SkippableFact]
    public async Task The_same_call_under_one_key_is_done_once_and_another_under_it_is_refused()
    {
        DockerEngine.Require();
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CreateAsync("keyed", "k1")));
        var id = Assert.Single(made.Select(m => m.GetProperty("container").GetProperty("id").GetString()!).Distinct());
        Assert.Single(made.Select(m => m.GetProperty("operation").GetProperty("id").GetString()).Distinct());
        var other = await fixture.Client.TryMutateAsync(
            "createContainer(input: {projectId: $p, name: \"other\", image: \"x\", idempotencyKey: \"k1\"}) { container { id } }", "$p: ID!", new { p = fixture.ProjectId });
        Assert.Equal("CONFLICT", other.GetProperty("errors")[0].GetProperty("code").GetString());
        Assert.Equal("idempotencyKey", other.GetProperty("errors")[0].GetProperty("path")[0].GetString());
        await fixture.OperationAsync(made[0].GetProperty("operation").GetProperty("id").GetString()!);
        await fixture.DeleteAsync(id);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_happen_and_changes_nothing()
    {
        var plan = await fixture.Client.MutateAsync(
            "createContainer(input: {projectId: $p, name: \"dry\", image: \"x\", dryRun: true}) { container { id } operation { id } plan { action } }", "$p: ID!", new { p = fixture.ProjectId });
        Assert.Equal("CREATE", plan.GetProperty("plan").GetProperty("action").GetString());
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (plan.GetProperty("container").ValueKind, plan.GetProperty("operation").ValueKind));
        var found = await fixture.Client.QueryAsync("query($p: ID!) { containers(where: {projectId: $p, search: \"dry\"}) { totalCount } }", new { p = fixture.ProjectId });
        Assert.Equal(0, found.GetProperty("containers").GetProperty("totalCount").GetInt32());

        // What would be refused is refused.
        var refused = await fixture.Client.TryMutateAsync(
            "createContainer(input: {projectId: $p, name: \"dry\", image: \"x\", replicas: 99, dryRun: true}) { plan { action } }", "$p: ID!", new { p = fixture.ProjectId });
        Assert.Equal("VALIDATION", refused.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [SkippableFact]
    public async Task Limits_change_while_it_runs_and_somebody_elses_change_is_not_undone()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        var engine = await fixture.EngineNameAsync(id);
        var started = await DockerEngine.RunAsync("inspect", "-f", "{{.State.StartedAt}}", engine);
        var generation = (await fixture.ContainerAsync(id, "generation")).GetProperty("generation").GetInt64();
        var ended = await fixture.ChangeAsync("updateContainer", id, $", ifGeneration: {generation}, resources: {{cpu: 0.25, memoryBytes: 67108864}}");
        Assert.Equal("SUCCEEDED", ended.GetProperty("status").GetString());
        Assert.Equal($"250000000 67108864 67108864 {started}", await DockerEngine.RunAsync("inspect", "-f", "{{.HostConfig.NanoCpus}} {{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.State.StartedAt}}", engine));

        var late = await fixture.Client.TryMutateAsync(
            $"updateContainer(input: {{containerId: $id, ifGeneration: {generation}, resources: {{cpu: 1}}}}) {{ plan {{ action }} }}", "$id: ID!", new { id });
        Assert.Equal("CONFLICT", late.GetProperty("errors")[0].GetProperty("code").GetString());
        Assert.Contains("Load it again", late.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);

        var same = await fixture.Client.MutateAsync("updateContainer(input: {containerId: $id, resources: {cpu: 0.25}}) { operation { id } plan { action } }", "$id: ID!", new { id });
        Assert.Equal("NONE", same.GetProperty("plan").GetProperty("action").GetString());
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task Scaling_adds_and_takes_away_and_a_restart_starts_each_anew()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("trap 'exit 0' TERM; while true; do sleep 1; done", ", resources: {memoryBytes: 33554432}");
        Assert.Equal("SUCCEEDED", (await fixture.ChangeAsync("scaleContainer", id, ", replicas: 3")).GetProperty("status").GetString());
        var three = (await fixture.ContainerAsync(id, "instances { id status startedAt }")).GetProperty("instances");
        Assert.Equal(3, three.GetArrayLength());
        Assert.All(three.EnumerateArray(), i => Assert.Equal("RUNNING", i.GetProperty("status").GetString()));

        Assert.Equal("SUCCEEDED", (await fixture.ChangeAsync("restartContainer", id)).GetProperty("status").GetString());
        var again = (await fixture.ContainerAsync(id, "instances { id status startedAt crashes }")).GetProperty("instances");
        Assert.Equal(three.EnumerateArray().Select(i => i.GetProperty("id").GetString()), again.EnumerateArray().Select(i => i.GetProperty("id").GetString()));
        Assert.All(three.EnumerateArray().Zip(again.EnumerateArray()), p => Assert.NotEqual(p.First.GetProperty("startedAt").GetString(), p.Second.GetProperty("startedAt").GetString()));
        Assert.All(again.EnumerateArray(), i => Assert.Equal(0, i.GetProperty("crashes").GetInt32()));
        Assert.Equal(0, (await fixture.ExecAsync(id, "touch /run/a /tmp/b /data/c")).GetProperty("exitCode").GetInt32());

        Assert.Equal("SUCCEEDED", (await fixture.ChangeAsync("scaleContainer", id, ", replicas: 1")).GetProperty("status").GetString());
        Assert.Equal(1, (await fixture.ContainerAsync(id, "instances { id }")).GetProperty("instances").GetArrayLength());
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task One_that_runs_out_of_memory_gets_more_for_a_while_and_says_so()
    {
        DockerEngine.Require();
        const string script = "dd if=/dev/zero of=/tmp/x bs=1M count=60 && dd if=/dev/zero of=/run/y bs=1M count=15 && echo fits && exec sleep 1000; exit 9";
        var id = await fixture.RunAsync(script, ", resources: {memoryBytes: 67108864}");
        var container = await fixture.ContainerAsync(
            id, "status statusReason boost { bytes until } resources { memoryBytes } scalingDecisions { nodes { action reason fromMemoryBytes toMemoryBytes refusedBecause } }");
        Assert.Equal("RUNNING", container.GetProperty("status").GetString());
        Assert.Contains("96 MiB of memory instead of 64", container.GetProperty("statusReason").GetString(), StringComparison.Ordinal);
        Assert.Equal((33554432, 67108864), (container.GetProperty("boost").GetProperty("bytes").GetInt64(), container.GetProperty("resources").GetProperty("memoryBytes").GetInt64()));
        var decision = Assert.Single(container.GetProperty("scalingDecisions").GetProperty("nodes").EnumerateArray());
        Assert.Equal(("BOOST", 100663296), (decision.GetProperty("action").GetString(), decision.GetProperty("toMemoryBytes").GetInt64()));
        Assert.Equal("100663296", await DockerEngine.RunAsync("inspect", "-f", "{{.HostConfig.Memory}}", await fixture.EngineNameAsync(id)));
        await fixture.DeleteAsync(id);
    }

    private Task<JsonElement> CreateAsync(string name, string key) => fixture.Client.MutateAsync(
        "createContainer(input: {projectId: $p, name: $n, image: $image, command: [\"sleep\", \"1000\"], idempotencyKey: $key}) { container { id } operation { id } }",
        "$p: ID!, $n: String!, $image: String!, $key: String!",
        new { p = fixture.ProjectId, n = name, image = DockerEngine.Image, key });
}
