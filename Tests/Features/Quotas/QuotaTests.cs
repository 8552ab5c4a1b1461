using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Quotas;

public sealed class QuotaTests(QuotaTests.DefaultQuotas fixture) : IClassFixture<QuotaTests.DefaultQuotas>
{
    private const string Create = "createContainer(input: {projectId: $p, name: $name, image: \"graphplatform-test:busybox\", command: [\"sleep\", \"1000\"], start: false}) { container { id } }";

    [Fact]
    public async Task Thirty_creates_at_once_over_the_api_make_exactly_five_and_the_error_has_the_figures()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => CreateAsync($"c{i}")));
        Assert.Equal(5, outcomes.Count(o => o.GetProperty("errors").GetArrayLength() == 0));

        var data = await fixture.Client.QueryAsync(
            $"mutation($p: ID!, $name: String!) {{ result: {Create[..^1]} errors {{ __typename message code ... on QuotaExceededError {{ quota limit used requested deniedBecause }} }} }} }}",
            new { p = fixture.ProjectId, name = "late" });
        var error = Assert.Single(data.GetProperty("result").GetProperty("errors").EnumerateArray());
        Assert.Equal("QuotaExceededError", error.GetProperty("__typename").GetString());
        Assert.Equal("QUOTA_EXCEEDED", error.GetProperty("code").GetString());
        Assert.Equal("CONTAINERS", error.GetProperty("quota").GetString());
        Assert.Equal((5, 5, 1), (error.GetProperty("limit").GetInt64(), error.GetProperty("used").GetInt64(), error.GetProperty("requested").GetInt64()));
        Assert.Equal("5 of 5 containers are in use; 1 container more would be needed.", error.GetProperty("deniedBecause").GetString());

        var quota = await QuotaAsync();
        Assert.Equal("EXHAUSTED", quota.GetProperty("containers").GetProperty("level").GetString());
        Assert.StartsWith("5 of 5 containers are in use. Delete a container", quota.GetProperty("deniedBecause").GetString(), StringComparison.Ordinal);

        // An administrator lets one more in, and whoever looks sees it.
        await using var socket = await GraphQLSocket.SubscribeAsync(
            fixture.Server.Url,
            fixture.Client.AccessToken,
            "subscription($o: ID!) { quotaChanged(organizationId: $o) { containers { limit level } revision } }",
            new { o = fixture.OrganizationId });
        await fixture.Client.MutateAsync(
            "setQuota(input: {organizationId: $o, containers: 10, cpu: 1.5, reason: \"launch day\"}) { quota { organizationName cpu { limit } } }", "$o: ID!", new { o = fixture.OrganizationId });
        var seen = await socket.UntilAsync(d => d.GetProperty("quotaChanged").GetProperty("containers").GetProperty("limit").GetInt64() == 10);
        Assert.Equal("OK", seen.GetProperty("quotaChanged").GetProperty("containers").GetProperty("level").GetString());
        Assert.Equal(0, (await CreateAsync("late")).GetProperty("errors").GetArrayLength());

        var set = (await QuotaAsync()).GetProperty("history").GetProperty("nodes").EnumerateArray().Where(e => e.GetProperty("reason").GetString() == "launch day").ToList();
        Assert.Equal(["CONTAINERS 5>10", "CPU 4000>1500"], set.Select(e => $"{e.GetProperty("quota")} {e.GetProperty("fromLimit")}>{e.GetProperty("toLimit")}"));
        Assert.All(set, e => Assert.Equal(ServerProcess.Email, e.GetProperty("actor").GetProperty("email").GetString()));
    }

    [Fact]
    public async Task Somebody_of_another_organization_neither_sees_nor_sets_a_quota()
    {
        await fixture.Client.MutateAsync("createUser(input: {email: \"eve@example.com\", name: \"Eve\", password: \"correct-horse-battery\"}) { user { id } }");
        using var eve = await GraphQLClient.SignInAsync(fixture.Server.Url, "eve@example.com");
        var seen = await eve.QueryAsync("query($o: ID!) { quota(organizationId: $o) { revision } organization(id: $o) { quota { revision } } }", new { o = fixture.OrganizationId });
        Assert.Equal(JsonValueKind.Null, seen.GetProperty("quota").ValueKind);
        Assert.Equal(JsonValueKind.Null, seen.GetProperty("organization").ValueKind);
        var refused = await eve.TryMutateAsync("setQuota(input: {organizationId: $o, containers: 99, reason: \"mine\"}) { quota { revision } }", "$o: ID!", new { o = fixture.OrganizationId });
        Assert.Equal("FORBIDDEN", refused.GetProperty("errors")[0].GetProperty("code").GetString());
        var list = await eve.SendAsync("{ quotas { nodes { revision } } }");
        Assert.Equal("FORBIDDEN", list.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());

        // Her own she sees, and the administrator sees both.
        var own = await eve.QueryAsync("{ organizations { quota { containers { limit used level } memory { limit } cpu { limit } storage { limit } deniedBecause } } }");
        Assert.Equal(
            "{\"containers\":{\"limit\":5,\"used\":0,\"level\":\"OK\"},\"memory\":{\"limit\":4294967296},\"cpu\":{\"limit\":4000},\"storage\":{\"limit\":10737418240},\"deniedBecause\":null}",
            own.GetProperty("organizations")[0].GetProperty("quota").GetRawText().Replace(" ", "", StringComparison.Ordinal));
        var all = await fixture.Client.QueryAsync("{ quotas { nodes { organizationName organization { id } } } }");
        Assert.Contains(all.GetProperty("quotas").GetProperty("nodes").EnumerateArray(), q =>
            q.GetProperty("organizationName").GetString() == "Eve's organization" && q.GetProperty("organization").ValueKind == JsonValueKind.Null);
    }

    [SkippableFact]
    public async Task Storage_is_measured_on_the_engine()
    {
        DockerEngine.Require();
        await using var server = await ServerProcess.StartAsync();
        using var client = await GraphQLClient.SignInAsync(server.Url);
        var project = (await client.MutateAsync("createProject(input: {name: \"demo\"}) { project { id organization { id } } }")).GetProperty("project");
        var organization = project.GetProperty("organization").GetProperty("id").GetString();
        await client.MutateAsync(
            "createContainer(input: {projectId: $p, name: \"writer\", image: \"graphplatform-test:busybox\", command: [\"sh\", \"-c\", \"dd if=/dev/zero of=/data/file bs=1M count=24 && echo written; exec sleep 1000\"]}) { container { id } }",
            "$p: ID!",
            new { p = project.GetProperty("id").GetString() });
        await using (var changes = await GraphQLSocket.SubscribeAsync(server.Url, client.AccessToken, "subscription { containerChanged { ... on Container { status logs(first: 5) { nodes { ... on LogLine { text } } } } } }"))
            await changes.UntilAsync(d => d.GetProperty("containerChanged").GetProperty("status").GetString() == "RUNNING" && d.ToString().Contains("written", StringComparison.Ordinal));

        // What a job does every few minutes it does at start too.
        await server.KillAsync();
        await server.StartAgainAsync();
        await using var socket = await GraphQLSocket.SubscribeAsync(
            server.Url, client.AccessToken, "subscription($o: ID!) { quotaChanged(organizationId: $o) { storage { used } storageMeasuredAt } }", new { o = organization });
        var quota = (await socket.UntilAsync(d => d.GetProperty("quotaChanged").GetProperty("storage").GetProperty("used").GetInt64() > 0)).GetProperty("quotaChanged");
        Assert.InRange(quota.GetProperty("storage").GetProperty("used").GetInt64(), 24 << 20, 32 << 20);
        Assert.NotEqual(JsonValueKind.Null, quota.GetProperty("storageMeasuredAt").ValueKind);
    }

    private Task<JsonElement> CreateAsync(string name) => fixture.Client.TryMutateAsync(Create, "$p: ID!, $name: String!", new { p = fixture.ProjectId, name });

    private async Task<JsonElement> QuotaAsync() => (await fixture.Client.QueryAsync(
        """
        query($o: ID!) { organization(id: $o) { quota { containers { limit used level } deniedBecause
          history(first: 100) { nodes { quota fromLimit toLimit fromLevel toLevel reason at actor { ... on User { email } ... on SystemActor { name } } } } } } }
        """,
        new { o = fixture.OrganizationId })).GetProperty("organization").GetProperty("quota");

    /// <summary>A server with the quotas that everybody gets.</summary>
    public sealed class DefaultQuotas : IAsyncLifetime
    {
        /// <summary>The server.</summary>
        public ServerProcess Server { get; private set; } = null!;

        /// <summary>A client of its administrator.</summary>
        public GraphQLClient Client { get; private set; } = null!;

        /// <summary>A project of the administrator.</summary>
        public string ProjectId { get; private set; } = "";

        /// <summary>The administrator's organization.</summary>
        public string OrganizationId { get; private set; } = "";

        /// <inheritdoc />
        public async Task InitializeAsync()
        {
            Server = await ServerProcess.StartAsync(options: ["--Quotas:Containers", "5", "--Quotas:MemoryBytes", "4294967296", "--Quotas:CpuMillis", "4000", "--Quotas:StorageBytes", "10737418240"]);
            Client = await GraphQLClient.SignInAsync(Server.Url);
            var project = (await Client.MutateAsync("createProject(input: {name: \"demo\"}) { project { id organization { id } } }")).GetProperty("project");
            ProjectId = project.GetProperty("id").GetString()!;
            OrganizationId = project.GetProperty("organization").GetProperty("id").GetString()!;
        }

        /// <inheritdoc />
        public async Task DisposeAsync()
        {
            Client.Dispose();
            await Server.DisposeAsync();
        }
    }
}
