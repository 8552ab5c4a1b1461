using System.Text.Json;

namespace GraphPlatform.Tests.Hosting;

/// <summary>One server for a test class, with a project and what tests do most.</summary>
public class ServerFixture : IAsyncLifetime, IAsyncDisposable
{
    private int names;

    /// <summary>The server.</summary>
    public ServerProcess Server { get; private set; } = null!;

    /// <summary>A client of its administrator.</summary>
    public GraphQLClient Client { get; private set; } = null!;

    /// <summary>A project of the administrator.</summary>
    public string ProjectId { get; private set; } = "";

    /// <summary>What the server is started with.</summary>
    protected virtual string[] Options { get; private init; } = [];

    /// <summary>One for a test of its own.</summary>
    /// <param name="environment">Variables on top of this process's.</param>
    /// <param name="options">What the server is started with.</param>
    public static async Task<ServerFixture> StartAsync(Dictionary<string, string>? environment = null, params string[] options)
    {
        var fixture = new ServerFixture { Options = options };
        await fixture.InitializeAsync(environment);
        return fixture;
    }

    /// <inheritdoc />
    public virtual Task InitializeAsync() => InitializeAsync(null);

    private async Task InitializeAsync(Dictionary<string, string>? environment)
    {
        Server = await ServerProcess.StartAsync(environment, options: Options);
        Client = await GraphQLClient.SignInAsync(Server.Url);
        var payload = await Client.MutateAsync("createProject(input: {name: \"demo\"}) { project { id } }");
        ProjectId = payload.GetProperty("project").GetProperty("id").GetString()!;
    }

    /// <inheritdoc />
    public virtual async Task DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await DisposeAsync();
    }

    /// <summary>A name that no container has yet.</summary>
    public string NewName() => $"c{Interlocked.Increment(ref names)}";

    /// <summary>Asks for a container of the test image.</summary>
    /// <param name="script">What its shell runs.</param>
    /// <param name="extra">More fields of the input, as GraphQL.</param>
    /// <returns>The ids of the container and of the operation.</returns>
    public async Task<(string Id, string OperationId)> CreateAsync(string script, string extra = "")
    {
        var payload = await Client.MutateAsync(
            $"createContainer(input: {{projectId: $project, name: $name, image: $image, command: $command {extra}}}) {{ container {{ id }} operation {{ id }} }}",
            "$project: ID!, $name: String!, $image: String!, $command: [String!]!",
            new { project = ProjectId, name = NewName(), image = DockerEngine.Image, command = new[] { "sh", "-c", script } });
        return (payload.GetProperty("container").GetProperty("id").GetString()!, payload.GetProperty("operation").GetProperty("id").GetString()!);
    }

    /// <summary>Makes a container and waits until it runs.</summary>
    public async Task<string> RunAsync(string script = "exec sleep 1000", string extra = "") => await RunningAsync(await CreateAsync(script, extra));

    /// <summary>Asks for a container of another image, whose command sleeps.</summary>
    /// <returns>The ids of the container and of the operation.</returns>
    public async Task<(string Id, string OperationId)> CreateOfAsync(string image)
    {
        var payload = await Client.MutateAsync(
            "createContainer(input: {projectId: $project, name: $name, image: $image, command: [\"sleep\", \"1000\"], stopGrace: \"PT0S\"}) { container { id } operation { id } }",
            "$project: ID!, $name: String!, $image: String!", new { project = ProjectId, name = NewName(), image });
        return (payload.GetProperty("container").GetProperty("id").GetString()!, payload.GetProperty("operation").GetProperty("id").GetString()!);
    }

    /// <summary>Makes a container of another image and waits until it runs.</summary>
    public async Task<string> RunOfAsync(string image) => await RunningAsync(await CreateOfAsync(image));

    /// <summary>Changes a container and waits until that is so, or failed.</summary>
    /// <param name="mutation">Such as <c>updateContainer</c>.</param>
    /// <param name="id">The container.</param>
    /// <param name="fields">More fields of the input, as GraphQL.</param>
    /// <returns>The operation as it ended.</returns>
    public async Task<JsonElement> ChangeAsync(string mutation, string id, string fields = "")
    {
        var payload = await Client.MutateAsync($"{mutation}(input: {{containerId: $id {fields}}}) {{ operation {{ id }} }}", "$id: ID!", new { id });
        return await OperationAsync(payload.GetProperty("operation").GetProperty("id").GetString()!);
    }

    /// <summary>Runs a shell script in a container.</summary>
    public Task<JsonElement> ExecAsync(string id, string script) => Client.MutateAsync(
        "execInContainer(input: {containerId: $id, command: [\"sh\", \"-c\", $script]}) { exitCode stdout stderr }", "$id: ID!, $script: String!", new { id, script });

    /// <summary>A container as it is.</summary>
    /// <param name="id">The container.</param>
    /// <param name="selection">Its fields.</param>
    public async Task<JsonElement> ContainerAsync(string id, string selection) =>
        (await Client.QueryAsync($"query($id: ID!) {{ container(id: $id) {{ {selection} }} }}", new { id })).GetProperty("container");

    /// <summary>Waits for the end of an operation.</summary>
    public async Task<JsonElement> OperationAsync(string id)
    {
        await using var socket = await GraphQLSocket.SubscribeAsync(
            Server.Url,
            Client.AccessToken,
            "subscription($id: ID!) { operationProgress(id: $id) { status stages { name status detail percent } error { __typename message code } } }",
            new { id });
        var data = await socket.UntilAsync(d => d.GetProperty("operationProgress").GetProperty("status").GetString() != "RUNNING");
        return data.GetProperty("operationProgress");
    }

    /// <summary>Waits until a container's status is as wanted.</summary>
    public async Task<JsonElement> StatusAsync(string id, string status)
    {
        await using var socket = await GraphQLSocket.SubscribeAsync(
            Server.Url,
            Client.AccessToken,
            "subscription($id: ID!) { containerChanged(id: $id) { ... on Container { status statusReason instances { id status crashes exitCode } } } }",
            new { id });
        var data = await socket.UntilAsync(d => d.GetProperty("containerChanged").GetProperty("status").GetString() == status);
        return data.GetProperty("containerChanged");
    }

    /// <summary>Deletes a container with its volumes, and waits until it is gone.</summary>
    public async Task DeleteAsync(string id)
    {
        var payload = await Client.MutateAsync("deleteContainer(input: {containerId: $id, deleteVolumes: true}) { operation { id } }", "$id: ID!", new { id });
        var ended = await OperationAsync(payload.GetProperty("operation").GetProperty("id").GetString()!);
        Assert.Equal("SUCCEEDED", ended.GetProperty("status").GetString());
    }

    /// <summary>The name of a container's first engine container.</summary>
    public async Task<string> EngineNameAsync(string id)
    {
        var data = await Client.QueryAsync("query($id: ID!) { container(id: $id) { instances { id } } }", new { id });
        return "gp-" + data.GetProperty("container").GetProperty("instances")[0].GetProperty("id").GetString();
    }

    private async Task<string> RunningAsync((string Id, string OperationId) created)
    {
        var ended = await OperationAsync(created.OperationId);
        Assert.True(ended.GetProperty("status").GetString() == "SUCCEEDED", ended.ToString());
        return created.Id;
    }
}
