using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Containers;

/// <summary>Who a container's processes are, what they are given, and what becomes of commands that cannot start.</summary>
public sealed class ProcessTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Output = "exitCode stdout stderr";

    [SkippableFact]
    public async Task A_user_by_name_is_whom_the_image_says()
    {
        DockerEngine.Require();
        string[] users = ["RUN echo 'shop:x:1234:1235::/home:/bin/sh' >> /etc/passwd; echo 'toor:x:0:0::/:/bin/sh' >> /etc/passwd; echo 'crew:x:1240:' >> /etc/group; echo 'extra:x:1241:shop' >> /etc/group"];
        foreach (var (user, expected) in new[]
        {
            ("shop", "1234 1235 1235 1241 in 1234:1235"), ("shop:crew", "1234 1240 1240 in 1234:1240"), ("shop:1239", "1234 1239 1239 in 1234:1239"),
            ("1234:crew", "1234 1240 1240 in 1234:1240"), ("1234", "1234 1235 1235 1241 in 1234:1234"),
            ("root", "65532 65532 65532 in 65532:65532"), ("toor", "65532 65532 65532 in 65532:65532"),
        })
        {
            await using var image = await DerivedImage.BuildAsync([.. users, $"USER {user}"]);
            var id = await fixture.RunOfAsync(image.Name);
            var done = await fixture.ExecAsync(id, "touch /data/mine && echo $(id -u) $(id -g) $(id -G) in $(stat -c %u:%g /data)");
            Assert.Equal((user, expected), (user, done.GetProperty("stdout").GetString()!.Trim()));
            await fixture.DeleteAsync(id);
        }
    }

    [SkippableTheory]
    [InlineData("nobody-here", "no user 'nobody-here'")]
    [InlineData("app:nothing", "no group 'nothing'")]
    public async Task A_user_that_the_image_does_not_have_is_refused_in_words(string user, string words)
    {
        DockerEngine.Require();
        await using var image = await DerivedImage.BuildAsync($"USER {user}");
        var (id, operation) = await fixture.CreateOfAsync(image.Name);
        var error = (await fixture.OperationAsync(operation)).GetProperty("error").GetProperty("message").GetString();
        Assert.Contains(words, error, StringComparison.Ordinal);
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_command_that_cannot_start_has_no_output_but_the_shells_exit_codes_and_our_words()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        await fixture.ExecAsync(id, "echo hi > /data/noexec");
        foreach (var (command, code, words) in new[]
        {
            (new[] { "nope" }, 127, "nope: not found in the container's PATH."), (["/nope/nope"], 127, "/nope/nope: not found in the container."),
            (["/data/noexec"], 126, "/data/noexec: not executable"), (["/data"], 126, "/data: not executable"),
        })
        {
            var done = await ExecAsync(id, command);
            Assert.Equal((code, ""), (done.GetProperty("exitCode").GetInt32(), done.GetProperty("stdout").GetString()));
            Assert.StartsWith(words, done.GetProperty("stderr").GetString(), StringComparison.Ordinal);
        }

        var nowhere = await ExecAsync(id, ["true"], ", workingDirectory: \"/nowhere\"");
        Assert.Equal((126, ""), (nowhere.GetProperty("exitCode").GetInt32(), nowhere.GetProperty("stdout").GetString()));
        Assert.Contains("working directory /nowhere", nowhere.GetProperty("stderr").GetString(), StringComparison.Ordinal);

        // A program's own 126 keeps its output.
        var own = await ExecAsync(id, ["sh", "-c", "echo said; exit 126"]);
        Assert.Equal((126, "said\n", ""), (own.GetProperty("exitCode").GetInt32(), own.GetProperty("stdout").GetString(), own.GetProperty("stderr").GetString()));
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task Variables_of_any_name_reach_containers_and_commands_and_none_is_two()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("exec sleep 1000", ", environment: [{name: \"discovery.type\", value: \"single-node\"}, {name: \"my-var\", value: \"a\\nb=c\"}]");
        var seen = (await fixture.ExecAsync(id, "tr '\\0' '|' < /proc/1/environ")).GetProperty("stdout").GetString();
        Assert.Contains("discovery.type=single-node|", seen, StringComparison.Ordinal);
        Assert.Contains("my-var=a\nb=c|", seen, StringComparison.Ordinal);
        var command = await ExecAsync(id, ["env"], ", environment: [{name: \"a.b\", value: \"=1\"}]");
        Assert.Contains("a.b==1\n", command.GetProperty("stdout").GetString(), StringComparison.Ordinal);

        foreach (var name in new[] { "A=B", "A\\nB", "" })
        {
            var refused = await fixture.Client.QueryAsync(
                $"mutation($id: ID!) {{ execInContainer(input: {{containerId: $id, command: [\"env\"], environment: [{{name: \"{name}\", value: \"1\"}}]}}) {{ errors {{ code path }} }} }}", new { id });
            var error = refused.GetProperty("execInContainer").GetProperty("errors")[0];
            Assert.Equal("VALIDATION", error.GetProperty("code").GetString());
            Assert.Equal("environment", error.GetProperty("path")[0].GetString());
        }

        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_child_that_the_kernel_kills_for_memory_is_told_and_its_container_gets_more()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("while true; do dd if=/dev/zero of=/dev/null bs=200M count=1 2>/dev/null; echo ended $?; sleep 2; done", ", resources: {memoryBytes: 67108864}");
        await using var changes = await GraphQLSocket.SubscribeAsync(
            fixture.Server.Url, fixture.Client.AccessToken,
            "subscription($id: ID!) { containerChanged(id: $id) { ... on Container { status statusReason instances { outOfMemory memoryKills memoryKilledAt } scalingDecisions(first: 1) { nodes { reason } } } } }", new { id });
        var seen = (await changes.UntilAsync(d => d.GetProperty("containerChanged").GetProperty("scalingDecisions").GetProperty("nodes").GetArrayLength() > 0)).GetProperty("containerChanged");
        Assert.Equal("RUNNING", seen.GetProperty("status").GetString());
        Assert.Contains("in it for memory", seen.GetProperty("statusReason").GetString(), StringComparison.Ordinal);
        var instance = seen.GetProperty("instances")[0];
        Assert.True(instance.GetProperty("memoryKills").GetInt32() > 0 && instance.GetProperty("memoryKilledAt").ValueKind == JsonValueKind.String && !instance.GetProperty("outOfMemory").GetBoolean(), instance.ToString());
        Assert.Contains("ran out of its 64 MiB", seen.GetProperty("scalingDecisions").GetProperty("nodes")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        var told = (await fixture.Client.QueryAsync("{ notifications(first: 20) { nodes { kind title } } }")).GetProperty("notifications").GetProperty("nodes").EnumerateArray();
        Assert.Single(told, n => n.GetProperty("kind").GetString() == "MEMORY_EXHAUSTED");
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_health_check_asks_as_a_client_of_the_application_would()
    {
        DockerEngine.Require();
        const string answer = "while read -r line; do line=$(echo $line | tr -d '\\r'); [ -z \"$line\" ] && break; echo \"$line\"; done > /data/asked; "
            + "if grep -qi '^host: shop.example' /data/asked; then echo 'HTTP/1.1 200 OK'; else echo 'HTTP/1.1 400 Bad'; fi; echo 'Content-Length: 0'; echo";
        const string server = "cat > /data/answer <<'END'\n" + answer + "\nEND\nwhile true; do nc -l -p 8000 -e sh /data/answer; done";
        var id = await fixture.RunAsync(server, ", healthCheck: {test: {http: {port: 8000, path: \"/up\", host: \"shop.example:8443\"}}, interval: \"PT1S\"}");
        var asked = (await fixture.ExecAsync(id, "cat /data/asked")).GetProperty("stdout").GetString()!;
        Assert.Contains("User-Agent: GraphPlatform-Health-Check/", asked, StringComparison.Ordinal);
        var check = (await fixture.ContainerAsync(id, "current { healthCheck { host } }")).GetProperty("current").GetProperty("healthCheck");
        Assert.Equal("shop.example:8443", check.GetProperty("host").GetString());
        await fixture.DeleteAsync(id);
    }

    private Task<JsonElement> ExecAsync(string id, string[] command, string extra = "") => fixture.Client.MutateAsync(
        $"execInContainer(input: {{containerId: $id, command: $command {extra}}}) {{ {Output} }}", "$id: ID!, $command: [String!]!", new { id, command });
}
