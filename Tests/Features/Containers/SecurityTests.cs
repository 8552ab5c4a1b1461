using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Containers;

public sealed class SecurityTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [SkippableFact]
    public async Task The_engine_says_that_every_default_is_set()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("touch /data/mine /tmp/mine && ! touch /mine; id -u; exec sleep 1000");
        var name = await fixture.EngineNameAsync(id);
        using var inspected = JsonDocument.Parse(await DockerEngine.RunAsync("inspect", name));
        var (config, host) = (inspected.RootElement[0].GetProperty("Config"), inspected.RootElement[0].GetProperty("HostConfig"));

        Assert.Equal("65532:65532", config.GetProperty("User").GetString());
        Assert.True(host.GetProperty("ReadonlyRootfs").GetBoolean());
        Assert.False(host.GetProperty("Privileged").GetBoolean());
        Assert.Equal("ALL", Assert.Single(host.GetProperty("CapDrop").EnumerateArray()).GetString());
        Assert.Contains("no-new-privileges", host.GetProperty("SecurityOpt").ToString(), StringComparison.Ordinal);
        Assert.Equal(512 << 20, host.GetProperty("Memory").GetInt64());
        Assert.Equal(512 << 20, host.GetProperty("MemorySwap").GetInt64());
        Assert.Equal(500_000_000, host.GetProperty("NanoCpus").GetInt64());
        Assert.Equal(256, host.GetProperty("PidsLimit").GetInt64());
        Assert.Equal("gp-" + fixture.ProjectId, host.GetProperty("NetworkMode").GetString());
        Assert.Equal("no", host.GetProperty("RestartPolicy").GetProperty("Name").GetString());
        Assert.Equal("2", host.GetProperty("LogConfig").GetProperty("Config").GetProperty("max-file").GetString());
        Assert.Equal("NONE", config.GetProperty("Healthcheck").GetProperty("Test")[0].GetString());
        Assert.Equal(await DockerEngine.InstallationOfAsync(fixture.Server.Data), config.GetProperty("Labels").GetProperty("graphplatform.installation").GetString());

        var inside = await ExecAsync(id, "id -u; grep CapEff /proc/self/status; touch /mine; echo $?; touch /data/x /tmp/x; echo $?");
        Assert.Equal(["65532", "CapEff:\t0000000000000000", "1", "0"], inside.GetProperty("stdout").GetString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task An_image_that_insists_on_root_needs_an_administrators_profile()
    {
        DockerEngine.Require();
        var profile = (await fixture.Client.MutateAsync(
            "createSecurityProfile(input: {name: \"root\", allowRoot: true, writableRoot: true, capabilities: [\"CAP_CHOWN\"]}) { securityProfile { id } }"))
            .GetProperty("securityProfile").GetProperty("id").GetString()!;
        var id = await fixture.RunAsync(extra: $", securityProfileId: \"{profile}\"");
        var inside = await ExecAsync(id, "id -u; touch /mine; echo $?; grep CapEff /proc/self/status");
        Assert.Equal(["0", "0", "CapEff:\t0000000000000001"], inside.GetProperty("stdout").GetString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_profile_names_a_runtime_that_the_engine_lists_and_another_is_refused_with_those_that_it_has()
    {
        DockerEngine.Require();
        var usual = await ProfileAsync("name: \"usual\", runtime: \"runc\", maxPids: 64");
        var id = await fixture.RunAsync(extra: $", securityProfileId: \"{usual}\", resources: {{pids: 64}}");
        Assert.Equal("runc", await DockerEngine.RunAsync("inspect", "-f", "{{.HostConfig.Runtime}}", await fixture.EngineNameAsync(id)));
        await fixture.DeleteAsync(id);

        foreach (var (profile, rule, why) in new[] { (await ProfileAsync("name: \"none\", runtime: \"no-such-runtime\""), "known-runtime", "It has: "), (usual, "resource-limits", "64 processes") })
        {
            var refused = await fixture.Client.QueryAsync(
                $"mutation($p: ID!, $s: ID!) {{ createContainer(input: {{projectId: $p, name: \"tried\", image: \"{DockerEngine.Image}\", securityProfileId: $s}}) {{ errors {{ message ... on SecurityViolationError {{ rule }} }} }} }}",
                new { p = fixture.ProjectId, s = profile });
            var error = Assert.Single(refused.GetProperty("createContainer").GetProperty("errors").EnumerateArray());
            Assert.Equal(rule, error.GetProperty("rule").GetString());
            Assert.Contains(why, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Only_administrators_make_profiles_and_none_opens_the_host()
    {
        var refused = await fixture.Client.TryMutateAsync("createSecurityProfile(input: {name: \"evil\", capabilities: [\"SYS_ADMIN\"]}) { securityProfile { id } }");
        Assert.Equal("SecurityViolationError", refused.GetProperty("errors")[0].GetProperty("__typename").GetString());

        await fixture.Client.MutateAsync("createUser(input: {email: \"dev@example.com\", name: \"Dev\", password: \"correct-horse-battery\"}) { user { id } }");
        using var developer = await GraphQLClient.SignInAsync(fixture.Server.Url, "dev@example.com");
        var forbidden = await developer.TryMutateAsync("createSecurityProfile(input: {name: \"mine\", allowRoot: true}) { securityProfile { id } }");
        Assert.Equal("FORBIDDEN", forbidden.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    private async Task<string> ProfileAsync(string fields) => (await fixture.Client.MutateAsync($"createSecurityProfile(input: {{{fields}}}) {{ securityProfile {{ id }} }}"))
        .GetProperty("securityProfile").GetProperty("id").GetString()!;

    private Task<JsonElement> ExecAsync(string id, string script) => fixture.Client.MutateAsync(
        "execInContainer(input: {containerId: $id, command: [\"sh\", \"-c\", $script]}) { exitCode stdout stderr }", "$id: ID!, $script: String!", new { id, script });
}
