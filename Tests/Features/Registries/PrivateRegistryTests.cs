using System.Text;
using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Registries;

public sealed class PrivateRegistryTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [SkippableFact]
    public async Task A_private_image_is_pulled_with_the_organizations_password_and_no_other_organization_gets_at_it()
    {
        DockerEngine.Require();
        await using var registry = await RegistryServer.StartAsync(locked: true);
        var reference = await registry.PushAsync(DockerEngine.Image, "team/app:1");
        var (ada, project) = (fixture.Client, fixture.ProjectId);
        var organization = await OrganizationAsync(ada);
        try
        {
            // Nobody has a password.
            var refused = await RunAsync(ada, project, reference);
            Assert.Equal("FAILED", refused.Status);
            Assert.Contains("organization's settings", refused.Error, StringComparison.Ordinal);

            // A wrong one.
            var credential = (await ada.MutateAsync(
                "createRegistryCredential(input: {organizationId: $o, server: $s, username: $u, password: \"wrong-canary-11\"}) { registryCredential { id server username } }",
                "$o: ID!, $s: String!, $u: String!",
                new { o = organization, s = registry.Address, u = RegistryServer.Username })).GetProperty("registryCredential");
            Assert.Equal((registry.Address, RegistryServer.Username), (credential.GetProperty("server").GetString(), credential.GetProperty("username").GetString()));
            refused = await RunAsync(ada, project, reference);
            Assert.Equal("FAILED", refused.Status);
            Assert.Contains("user and password for this registry", refused.Error, StringComparison.Ordinal);

            // The right one.
            await ada.MutateAsync(
                "updateRegistryCredential(input: {registryCredentialId: $id, password: $p}) { registryCredential { id } }",
                "$id: ID!, $p: String!",
                new { id = credential.GetProperty("id").GetString(), p = RegistryServer.Password });
            Assert.Equal("SUCCEEDED", (await RunAsync(ada, project, reference)).Status);

            await NeighbourIsRefusedAsync(registry, reference);
            await PasswordIsNowhereAsync();
        }
        finally
        {
            await DockerEngine.RunAsync("rmi", "-f", reference);
        }
    }

    /// <summary>The image is on the machine by now; that is no right to it.</summary>
    private async Task NeighbourIsRefusedAsync(RegistryServer registry, string reference)
    {
        await fixture.Client.MutateAsync("createUser(input: {email: \"eve@example.com\", name: \"Eve\", password: \"correct-horse-battery\"}) { user { id } }");
        using var eve = await GraphQLClient.SignInAsync(fixture.Server.Url, "eve@example.com");
        var project = (await eve.MutateAsync("createProject(input: {name: \"eves\"}) { project { id } }")).GetProperty("project").GetProperty("id").GetString()!;
        var id = await DockerEngine.RunAsync("image", "inspect", "--format", "{{.Id}}", reference);
        var digest = await DockerEngine.RunAsync("image", "inspect", "--format", "{{index .RepoDigests 0}}", reference);
        foreach (var name in new[] { reference, digest, id, id["sha256:".Length..][..12] })
            Assert.Equal((name, "FAILED"), (name, (await RunAsync(eve, project, name)).Status));

        await eve.MutateAsync(
            "createRegistryCredential(input: {organizationId: $o, server: $s, username: $u, password: $p}) { registryCredential { id } }",
            "$o: ID!, $s: String!, $u: String!, $p: String!",
            new { o = await OrganizationAsync(eve), s = registry.Address, u = RegistryServer.Username, p = RegistryServer.Password });
        Assert.Equal("SUCCEEDED", (await RunAsync(eve, project, reference)).Status);
    }

    private async Task PasswordIsNowhereAsync()
    {
        foreach (var canary in new[] { RegistryServer.Password, "wrong-canary-11" })
        {
            Assert.DoesNotContain(canary, fixture.Server.Printed(), StringComparison.Ordinal);
            var everything = await fixture.Client.QueryAsync("{ organizations { registryCredentials { id server username createdAt updatedAt } } containers { nodes { id statusReason } } }");
            Assert.DoesNotContain(canary, everything.ToString(), StringComparison.Ordinal);
            foreach (var file in Directory.EnumerateFiles(fixture.Server.Data, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "lock"))
            {
                await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var content = new MemoryStream();
                await stream.CopyToAsync(content);
                Assert.True(content.GetBuffer().AsSpan(0, (int)content.Length).IndexOf(Encoding.UTF8.GetBytes(canary)) < 0, file);
            }
        }
    }

    private static async Task<string> OrganizationAsync(GraphQLClient client) =>
        (await client.QueryAsync("{ organizations { id } }")).GetProperty("organizations")[0].GetProperty("id").GetString()!;

    /// <summary>Asks for a container and waits for the end of that.</summary>
    private async Task<(string? Status, string Error)> RunAsync(GraphQLClient client, string project, string image)
    {
        var created = await client.MutateAsync(
            "createContainer(input: {projectId: $p, name: $n, image: $i, entrypoint: [\"sleep\"], command: [\"1000\"]}) { operation { id } }",
            "$p: ID!, $n: String!, $i: String!",
            new { p = project, n = fixture.NewName(), i = image });
        await using var socket = await GraphQLSocket.SubscribeAsync(
            fixture.Server.Url,
            client.AccessToken,
            "subscription($id: ID!) { operationProgress(id: $id) { status error { message } } }",
            new { id = created.GetProperty("operation").GetProperty("id").GetString() });
        var ended = (await socket.UntilAsync(d => d.GetProperty("operationProgress").GetProperty("status").GetString() != "RUNNING")).GetProperty("operationProgress");
        var error = ended.GetProperty("error");
        return (ended.GetProperty("status").GetString(), error.ValueKind == JsonValueKind.Null ? "" : error.GetProperty("message").GetString()!);
    }
}
