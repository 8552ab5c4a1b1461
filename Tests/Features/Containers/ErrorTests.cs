using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Containers;

/// <summary>Each error says what to do, and leaves nothing half-made behind.</summary>
public sealed class ErrorTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [SkippableFact]
    public async Task An_image_that_cannot_be_found_fails_the_operation_and_says_what_to_check()
    {
        DockerEngine.Require();
        var payload = await CreateAsync(fixture.NewName(), "127.0.0.1:1/no/such:image");
        var error = await FailureAsync(payload);
        Assert.Equal("EngineError", error.GetProperty("__typename").GetString());
        Assert.Contains("cannot be pulled", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        await NothingIsLeftAsync(payload);
    }

    [SkippableFact]
    public async Task A_taken_name_is_a_conflict_at_its_field()
    {
        DockerEngine.Require();
        var name = fixture.NewName();
        var first = await CreateAsync(name, DockerEngine.Image);
        var second = await CreateAsync(name, DockerEngine.Image);
        var error = Assert.Single(second.GetProperty("errors").EnumerateArray());
        Assert.Equal(("ConflictError", "CONFLICT", "name"), (error.GetProperty("__typename").GetString(), error.GetProperty("code").GetString(), error.GetProperty("path")[0].GetString()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("container").ValueKind);
        await fixture.DeleteAsync(first.GetProperty("container").GetProperty("id").GetString()!);
    }

    [SkippableFact]
    public async Task A_host_port_of_another_container_is_refused_and_of_another_program_fails_with_advice()
    {
        DockerEngine.Require();
        using var program = new TcpListener(IPAddress.Parse("127.0.0.2"), 0);         // where ports are published by default
        program.Start();
        var port = ((IPEndPoint)program.LocalEndpoint).Port;
        var payload = await CreateAsync(fixture.NewName(), DockerEngine.Image, $", ports: [{{containerPort: 80, hostPort: {port}}}]");
        var error = await FailureAsync(payload);
        Assert.Contains("Choose another host port", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        await NothingIsLeftAsync(payload);

        var refused = await CreateAsync(fixture.NewName(), DockerEngine.Image, $", ports: [{{containerPort: 80, hostPort: {port}}}]");
        var conflict = Assert.Single(refused.GetProperty("errors").EnumerateArray());
        Assert.Equal("CONFLICT", conflict.GetProperty("code").GetString());
        Assert.Equal(["ports", "0", "hostPort"], conflict.GetProperty("path").EnumerateArray().Select(p => p.GetString()));

        // The port is free again: the same container starts now.
        program.Stop();
        var id = payload.GetProperty("container").GetProperty("id").GetString()!;
        var started = await fixture.Client.MutateAsync("startContainer(input: {containerId: $id}) { operation { id } }", "$id: ID!", new { id });
        var ended = await fixture.OperationAsync(started.GetProperty("operation").GetProperty("id").GetString()!);
        Assert.Equal("SUCCEEDED", ended.GetProperty("status").GetString());
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_program_that_the_image_does_not_have_fails_and_says_so()
    {
        DockerEngine.Require();
        var payload = await CreateAsync(fixture.NewName(), DockerEngine.Image, ", command: [\"no-such-program\"]");
        var error = await FailureAsync(payload);
        Assert.Contains("no-such-program", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_input_is_told_field_by_field_and_changes_nothing()
    {
        var refused = await CreateAsync("Bad Name", "UPPER", ", replicas: 99");
        Assert.Equal(["name", "image", "replicas"], refused.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("path")[0].GetString()));
        Assert.All(refused.GetProperty("errors").EnumerateArray(), e => Assert.Equal("ValidationError", e.GetProperty("__typename").GetString()));
    }

    [Fact]
    public async Task Without_a_running_engine_the_api_answers_and_the_operation_says_how_to_go_on()
    {
        await using var server = await ServerProcess.StartAsync(new() { ["DOCKER_HOST"] = "unix:///nowhere/docker.sock" });
        using var client = await GraphQLClient.SignInAsync(server.Url);
        var project = await client.MutateAsync("createProject(input: {name: \"demo\"}) { project { id } }");
        var payload = await client.MutateAsync(
            "createContainer(input: {projectId: $p, name: \"web\", image: \"nginx\"}) { container { id } operation { id } }", "$p: ID!", new { p = project.GetProperty("project").GetProperty("id").GetString() });
        var id = payload.GetProperty("container").GetProperty("id").GetString();
        await using var socket = await GraphQLSocket.SubscribeAsync(
            server.Url, client.AccessToken, "subscription($id: ID!) { operationProgress(id: $id) { status error { __typename message } } }", new { id = payload.GetProperty("operation").GetProperty("id").GetString() });
        var failed = (await socket.UntilAsync(d => d.GetProperty("operationProgress").GetProperty("status").GetString() == "FAILED")).GetProperty("operationProgress").GetProperty("error");
        Assert.Equal("EngineError", failed.GetProperty("__typename").GetString());
        Assert.Contains("Docker does not answer", failed.GetProperty("message").GetString(), StringComparison.Ordinal);
        var seen = await client.QueryAsync("query($id: ID!) { container(id: $id) { status statusReason } workers { engine { reachable unreachableBecause } } }", new { id });
        Assert.Equal("FAILED", seen.GetProperty("container").GetProperty("status").GetString());
        Assert.False(seen.GetProperty("workers")[0].GetProperty("engine").GetProperty("reachable").GetBoolean());
    }

    private Task<JsonElement> CreateAsync(string name, string image, string extra = "") => fixture.Client.TryMutateAsync(
        $"createContainer(input: {{projectId: $p, name: $name, image: $image {(extra.Contains("command:", StringComparison.Ordinal) ? "" : ", command: [\"sleep\", \"1000\"]")} {extra}}}) {{ container {{ id }} operation {{ id }} }}",
        "$p: ID!, $name: String!, $image: String!",
        new { p = fixture.ProjectId, name, image });

    private async Task<JsonElement> FailureAsync(JsonElement payload)
    {
        var operation = await fixture.OperationAsync(payload.GetProperty("operation").GetProperty("id").GetString()!);
        Assert.Equal("FAILED", operation.GetProperty("status").GetString());
        await fixture.StatusAsync(payload.GetProperty("container").GetProperty("id").GetString()!, "FAILED");
        return operation.GetProperty("error");
    }

    /// <summary>The container is there to be mended; on the engine there is none of it.</summary>
    private async Task NothingIsLeftAsync(JsonElement payload)
    {
        var id = payload.GetProperty("container").GetProperty("id").GetString()!;
        await using var changes = await GraphQLSocket.SubscribeAsync(
            fixture.Server.Url, fixture.Client.AccessToken, "subscription($id: ID!) { containerChanged(id: $id) { ... on Container { instances { id } } } }", new { id });
        await changes.UntilAsync(d => d.GetProperty("containerChanged").GetProperty("instances").GetArrayLength() == 0);
    }
}
