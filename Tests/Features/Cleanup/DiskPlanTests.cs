using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Cleanup;

public sealed class DiskPlanTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [SkippableFact]
    public async Task What_we_pulled_and_nobody_needs_goes_and_everything_else_stays()
    {
        DockerEngine.Require();
        await using var registry = await RegistryServer.StartAsync();
        var (unneeded, needed) = (await PushAsync(registry, "gone:1"), await PushAsync(registry, "kept:1"));
        var foreign = "graphplatform-test-foreign:" + Guid.CreateVersion7().ToString("N");
        await DockerEngine.RunAsync("tag", DockerEngine.Image, foreign);
        var stranger = await DockerEngine.RunAsync("create", DockerEngine.Image, "true");
        var installation = await DockerEngine.InstallationOfAsync(fixture.Server.Data);
        var volume = await DockerEngine.RunAsync("volume", "create", "--label", $"graphplatform.installation={installation}");
        try
        {
            var user = await CreateAsync(needed);
            await fixture.DeleteAsync(await CreateAsync(unneeded));
            var plan = await PlanAsync();
            Assert.Equal([unneeded], Names(plan.GetProperty("removable")));
            Assert.True(plan.GetProperty("reclaimableBytes").GetInt64() > 1_000_000);
            Assert.Contains("uses it", Why(plan, needed), StringComparison.Ordinal);
            Assert.Contains("not recorded as ours", Why(plan, foreign), StringComparison.Ordinal);
            Assert.Contains("never cleaned up", Why(plan, volume), StringComparison.Ordinal);

            // Two at once, and once more: it is done once.
            var id = plan.GetProperty("id").GetString()!;
            var done = await Task.WhenAll(ApplyAsync(id), ApplyAsync(id));
            var cleanup = done[0].GetProperty("diskCleanup");
            Assert.True(cleanup.GetProperty("freedBytes").GetInt64() > 1_000_000);
            Assert.Equal(JsonValueKind.Null, Assert.Single(cleanup.GetProperty("outcomes").EnumerateArray()).GetProperty("problem").ValueKind);
            Assert.Equal(cleanup.GetProperty("id").GetString(), done[1].GetProperty("diskCleanup").GetProperty("id").GetString());
            Assert.Equal(cleanup.GetProperty("id").GetString(), (await ApplyAsync(id)).GetProperty("diskCleanup").GetProperty("id").GetString());

            Assert.Empty(await DockerEngine.LinesAsync("images", "-q", unneeded));
            foreach (var image in new[] { needed, foreign, DockerEngine.Image }) Assert.NotEmpty(await DockerEngine.LinesAsync("images", "-q", image));
            Assert.NotEmpty(await DockerEngine.RunAsync("inspect", "--format", "{{.Id}}", stranger));
            Assert.NotEmpty(await DockerEngine.RunAsync("volume", "inspect", volume));

            // What was cleaned up is pulled again when it is needed again; a plan of before is not applied any more.
            var again = await CreateAsync(unneeded);
            await fixture.DeleteAsync(user);
            var other = (await PlanAsync()).GetProperty("id").GetString()!;
            await fixture.DeleteAsync(again);
            var refused = await fixture.Client.TryMutateAsync("applyDiskPlan(input: {planId: $id}) { diskCleanup { id } }", "$id: ID!", new { id = other });
            Assert.Equal("CONFLICT", refused.GetProperty("errors")[0].GetProperty("code").GetString());
        }
        finally
        {
            await DockerEngine.RunAsync("rm", stranger);
            await DockerEngine.RunAsync("rmi", foreign);
            foreach (var image in new[] { unneeded, needed })
                if ((await DockerEngine.LinesAsync("images", "-q", image)).Length > 0) await DockerEngine.RunAsync("rmi", "-f", image);
        }
    }

    private async Task<JsonElement> PlanAsync() =>
        (await fixture.Client.QueryAsync("{ diskPlan { id reclaimableBytes removable { kind names bytes } kept { kind names protectedBecause } } }")).GetProperty("diskPlan");

    private Task<JsonElement> ApplyAsync(string id) => fixture.Client.MutateAsync(
        "applyDiskPlan(input: {planId: $id}) { diskCleanup { id freedBytes outcomes { kind name problem } } }", "$id: ID!", new { id });

    private async Task<string> CreateAsync(string image)
    {
        var created = await fixture.Client.MutateAsync(
            "createContainer(input: {projectId: $p, name: $n, image: $i, entrypoint: [\"sleep\"], command: [\"1000\"]}) { container { id } operation { id } }",
            "$p: ID!, $n: String!, $i: String!",
            new { p = fixture.ProjectId, n = fixture.NewName(), i = image });
        var ended = await fixture.OperationAsync(created.GetProperty("operation").GetProperty("id").GetString()!);
        Assert.Equal("SUCCEEDED", ended.GetProperty("status").GetString());
        return created.GetProperty("container").GetProperty("id").GetString()!;
    }

    /// <summary>An image that only the registry has, with a layer that no other has.</summary>
    private static async Task<string> PushAsync(RegistryServer registry, string name)
    {
        var derived = "graphplatform-test-derived:" + Guid.CreateVersion7().ToString("N");
        var container = await DockerEngine.RunAsync("run", "-d", "--entrypoint", "sh", DockerEngine.Image, "-c", "head -c 2000000 /dev/urandom > /blob");
        await DockerEngine.RunAsync("wait", container);
        await DockerEngine.RunAsync("commit", container, derived);
        await DockerEngine.RunAsync("rm", container);
        var reference = await registry.PushAsync(derived, name);
        await DockerEngine.RunAsync("rmi", derived);
        return reference;
    }

    private static IEnumerable<string?> Names(JsonElement items) => items.EnumerateArray().SelectMany(i => i.GetProperty("names").EnumerateArray()).Select(n => n.GetString());

    private static string Why(JsonElement plan, string name) =>
        plan.GetProperty("kept").EnumerateArray().Single(i => i.GetProperty("names").EnumerateArray().Any(n => n.GetString() == name)).GetProperty("protectedBecause").GetString()!;
}
