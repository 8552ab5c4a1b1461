using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Deployments;

/// <summary>A new version takes the place of the old one when it is healthy, and never before.</summary>
public sealed class RolloutTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Quick = "healthCheck: {test: {command: [\"test\", \"-f\", \"/tmp/ok\"]}, interval: \"PT1S\", retries: 2, startPeriod: \"PT2S\"}";

    [SkippableFact]
    public async Task A_healthy_version_takes_over_and_what_it_replaced_is_gone()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("touch /tmp/ok; echo one; exec sleep 1000", ", " + Quick);
        var before = await fixture.EngineNameAsync(id);

        // The new version is not well before the test says so: until then the old one serves.
        var payload = await fixture.Client.MutateAsync(
            "updateContainer(input: {containerId: $id, command: [\"sh\", \"-c\", \"while [ ! -f /data/go ]; do usleep 50000; done; touch /tmp/ok; echo two; exec sleep 1000\"]}) { operation { id } plan { action changes { field } } }",
            "$id: ID!",
            new { id });
        Assert.Equal("REPLACE", payload.GetProperty("plan").GetProperty("action").GetString());
        Assert.Equal("command", payload.GetProperty("plan").GetProperty("changes")[0].GetProperty("field").GetString());
        await UntilAsync(id, c => c.GetProperty("statusReason").GetString()!.Contains("Deployment 2 is being rolled out", StringComparison.Ordinal));
        Assert.Equal("running", await StateAsync(before));
        await fixture.ExecAsync(id, "touch /data/go");      // in the old one; the volume is of both

        var ended = await fixture.OperationAsync(payload.GetProperty("operation").GetProperty("id").GetString()!);
        Assert.Equal("SUCCEEDED", ended.GetProperty("status").GetString());
        var container = await fixture.ContainerAsync(id, "status serving { number } instances { deployment { number } health } deployments { nodes { number status notServingBecause updateStrategy } }");
        Assert.Equal("RUNNING", container.GetProperty("status").GetString());
        Assert.Equal(2, container.GetProperty("serving").GetProperty("number").GetInt32());
        var instance = Assert.Single(container.GetProperty("instances").EnumerateArray());
        Assert.Equal((2, "HEALTHY"), (instance.GetProperty("deployment").GetProperty("number").GetInt32(), instance.GetProperty("health").GetString()));
        Assert.Equal(
            ["2 SERVING START_FIRST", "1 REPLACED "],
            container.GetProperty("deployments").GetProperty("nodes").EnumerateArray().Select(d => $"{d.GetProperty("number")} {d.GetProperty("status").GetString()} {d.GetProperty("updateStrategy").GetString()}"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => StateAsync(before));
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_version_that_fails_leaves_the_old_one_serving_by_name_without_a_single_failure()
    {
        DockerEngine.Require();
        var (id, operation) = await fixture.CreateAsync("mkdir /tmp/w; echo one > /tmp/w/index.html; exec httpd -f -p 8080 -h /tmp/w", ", httpPort: 8080");
        await fixture.OperationAsync(operation);
        var name = (await fixture.ContainerAsync(id, "name")).GetProperty("name").GetString();
        var client = await fixture.RunAsync($"while true; do wget -q -O - http://{name}:8080/ || echo failed; usleep 20000; done");

        foreach (var bad in new[]
        {
            "command: [\"sh\", \"-c\", \"echo cannot start; exit 3\"]",
            "image: \"127.0.0.1:1/nothing:1\"",
            "command: [\"sleep\", \"1000\"], healthCheck: {test: {tcp: {port: 8080}}, interval: \"PT1S\", retries: 1, startPeriod: \"PT1S\"}",
        })
        {
            var ended = await fixture.ChangeAsync("updateContainer", id, ", " + bad);
            Assert.Equal("FAILED", ended.GetProperty("status").GetString());
            var container = await fixture.ContainerAsync(id, "status statusReason serving { number } current { number status notServingBecause }");
            Assert.Equal("RUNNING", container.GetProperty("status").GetString());
            Assert.Equal(1, container.GetProperty("serving").GetProperty("number").GetInt32());
            Assert.Equal("FAILED", container.GetProperty("current").GetProperty("status").GetString());
            Assert.Contains($"Deployment {container.GetProperty("current").GetProperty("number")} failed", container.GetProperty("statusReason").GetString(), StringComparison.Ordinal);
        }

        var last = await fixture.ContainerAsync(id, "deployments(first: 10) { nodes { notServingBecause } }");
        Assert.Contains("cannot start", last.GetProperty("deployments").GetProperty("nodes")[2].GetProperty("notServingBecause").GetString(), StringComparison.Ordinal);
        await fixture.StatusAsync(id, "RUNNING");
        var lines = (await fixture.ContainerAsync(client, "logs(last: 100) { nodes { ... on LogLine { text } } }")).GetProperty("logs").GetProperty("nodes").EnumerateArray().Select(l => l.GetProperty("text").GetString()).ToList();
        Assert.True(lines.Count > 20);
        Assert.All(lines, line => Assert.Equal("one", line));
        await fixture.DeleteAsync(client);
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_new_version_is_reached_by_name_only_when_it_is_well_and_keeps_its_address()
    {
        DockerEngine.Require();
        var (id, operation) = await fixture.CreateAsync("mkdir /tmp/w; echo one > /tmp/w/index.html; exec httpd -f -p 8080 -h /tmp/w", ", httpPort: 8080");
        await fixture.OperationAsync(operation);
        var name = (await fixture.ContainerAsync(id, "name")).GetProperty("name").GetString();
        var client = await fixture.RunAsync();
        var ended = await fixture.ChangeAsync(
            "updateContainer", id, ", command: [\"sh\", \"-c\", \"mkdir /tmp/w; echo two > /tmp/w/index.html; exec httpd -f -p 8080 -h /tmp/w\"]");
        Assert.Equal("SUCCEEDED", ended.GetProperty("status").GetString());
        Assert.Equal("two\n", (await fixture.ExecAsync(client, $"wget -q -O - http://{name}:8080/")).GetProperty("stdout").GetString());
        await fixture.DeleteAsync(client);
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task Where_only_one_may_write_the_old_version_stops_first_the_plan_says_so_and_a_failure_brings_it_back()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("echo mine > /data/file; exec sleep 1000");
        var plan = (await fixture.Client.MutateAsync(
            "updateContainer(input: {containerId: $id, command: [\"false\"], dryRun: true}) { operation { id } plan { action downtimeBecause } }", "$id: ID!", new { id }));
        Assert.Equal(JsonValueKind.Null, plan.GetProperty("operation").ValueKind);
        Assert.Contains("/data has files", plan.GetProperty("plan").GetProperty("downtimeBecause").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await fixture.ContainerAsync(id, "current { number }")).GetProperty("current").GetProperty("number").GetInt32());

        var before = await fixture.EngineNameAsync(id);
        var failed = await fixture.ChangeAsync("updateContainer", id, ", command: [\"false\"]");
        Assert.Equal("FAILED", failed.GetProperty("status").GetString());
        await UntilAsync(id, c => c.GetProperty("status").GetString() == "RUNNING");
        Assert.Equal("running", await StateAsync(before));
        Assert.Equal("STOP_FIRST", (await fixture.ContainerAsync(id, "current { updateStrategy }")).GetProperty("current").GetProperty("updateStrategy").GetString());
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_rollback_runs_the_very_configuration_of_before()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("exec sleep 1000", ", environment: [{name: \"A\", value: \"1\"}]");
        Assert.Equal("SUCCEEDED", (await fixture.ChangeAsync("updateContainer", id, ", environment: [{name: \"A\", value: \"2\"}]")).GetProperty("status").GetString());
        Assert.Equal("2\n", (await fixture.ExecAsync(id, "echo $A")).GetProperty("stdout").GetString());
        var first = (await fixture.ContainerAsync(id, "deployments(first: 2) { nodes { id configHash } }")).GetProperty("deployments").GetProperty("nodes")[1];
        Assert.Equal("SUCCEEDED", (await fixture.ChangeAsync("rollbackContainer", id, $", deploymentId: \"{first.GetProperty("id").GetString()}\"")).GetProperty("status").GetString());
        Assert.Equal("1\n", (await fixture.ExecAsync(id, "echo $A")).GetProperty("stdout").GetString());
        var now = (await fixture.ContainerAsync(id, "serving { number configHash }")).GetProperty("serving");
        Assert.Equal((3, first.GetProperty("configHash").GetString()), (now.GetProperty("number").GetInt32(), now.GetProperty("configHash").GetString()));
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task One_that_is_no_longer_well_is_started_anew()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("touch /tmp/ok; exec sleep 1000", ", " + Quick);
        var engine = await fixture.EngineNameAsync(id);
        var started = await DockerEngine.RunAsync("inspect", "-f", "{{.State.StartedAt}}", engine);
        await fixture.ExecAsync(id, "rm /tmp/ok");
        await UntilAsync(id, c => c.GetProperty("statusReason").GetString()!.Contains("health check failed", StringComparison.Ordinal));
        await UntilAsync(id, c => c.GetProperty("status").GetString() == "RUNNING" && c.GetProperty("statusReason").GetString() == "It runs.");
        Assert.NotEqual(started, await DockerEngine.RunAsync("inspect", "-f", "{{.State.StartedAt}}", engine));
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_first_version_that_is_never_well_has_failed_and_says_why_and_one_that_comes_round_serves()
    {
        DockerEngine.Require();
        var (id, operation) = await fixture.CreateAsync(
            "while [ ! -f /data/go ]; do usleep 50000; done; mkdir /tmp/w; exec httpd -f -p 8080 -h /tmp/w",
            ", httpPort: 8080, healthCheck: {test: {tcp: {port: 8080}}, interval: \"PT1S\", retries: 1, startPeriod: \"PT1S\"}, restart: NEVER");
        var ended = await fixture.OperationAsync(operation);
        Assert.Equal("FAILED", ended.GetProperty("status").GetString());
        Assert.Contains("takes no connections", ended.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        var failed = await fixture.ContainerAsync(id, "status statusReason serving { number }");
        Assert.Equal("FAILED", failed.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, failed.GetProperty("serving").ValueKind);
        await fixture.DeleteAsync(id);
    }

    private static Task<string> StateAsync(string engineName) => DockerEngine.RunAsync("inspect", "-f", "{{.State.Status}}", engineName);

    private async Task UntilAsync(string id, Func<JsonElement, bool> enough)
    {
        await using var socket = await GraphQLSocket.SubscribeAsync(
            fixture.Server.Url, fixture.Client.AccessToken, "subscription($id: ID!) { containerChanged(id: $id) { ... on Container { status statusReason } } }", new { id });
        await socket.UntilAsync(d => enough(d.GetProperty("containerChanged")));
    }
}
