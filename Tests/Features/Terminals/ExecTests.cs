using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Terminals;

/// <summary>Single commands without a terminal.</summary>
public sealed class ExecTests(TerminalFixture fixture) : IClassFixture<TerminalFixture>
{
    [SkippableFact]
    public async Task A_command_has_its_directory_its_environment_and_its_input()
    {
        var done = await fixture.Client.MutateAsync(
            "execInContainer(input: {containerId: $id, command: [\"sh\", \"-c\", \"pwd; echo $A; cat; exit 7\"], workingDirectory: \"/tmp\", environment: [{name: \"A\", value: \"b=c\"}], stdin: \"ïn\"}) { exitCode stdout truncated timedOut }",
            "$id: ID!", new { id = fixture.ContainerId });
        Assert.Equal("{\"exitCode\":7,\"stdout\":\"/tmp\\nb=c\\nïn\",\"truncated\":false,\"timedOut\":false,\"errors\":[]}", done.ToString());
        var refused = await fixture.Client.TryMutateAsync(
            "execInContainer(input: {containerId: $id, command: [\"true\"], environment: [{name: \"A=B\", value: \"c\"}, {name: \"1\", value: \"\"}]}) { exitCode }", "$id: ID!", new { id = fixture.ContainerId });
        Assert.Equal("environment", refused.GetProperty("errors")[0].GetProperty("path")[0].GetString());
    }

    [SkippableFact]
    public async Task Output_is_bounded_and_what_is_cut_is_told_and_ends_with_a_whole_character()
    {
        var done = await fixture.Client.MutateAsync(
            "execInContainer(input: {containerId: $id, command: [\"sh\", \"-c\", \"yes €€€€€€€€€€ | head -c 1500000\"]}) { exitCode stdout truncated }", "$id: ID!", new { id = fixture.ContainerId });
        Assert.True(done.GetProperty("truncated").GetBoolean());
        Assert.Equal(0, done.GetProperty("exitCode").GetInt32());
        var text = done.GetProperty("stdout").GetString()!;
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(text), (1 << 20) - 3, 1 << 20);
        Assert.DoesNotContain('\uFFFD', text);
    }

    [SkippableFact]
    public async Task What_takes_longer_than_its_limit_is_ended_and_keeps_its_output()
    {
        var done = await fixture.Client.MutateAsync(
            "execInContainer(input: {containerId: $id, command: [\"sh\", \"-c\", \"echo begun; sleep 4750\"], timeout: \"PT1S\"}) { exitCode stdout timedOut }", "$id: ID!", new { id = fixture.ContainerId });
        Assert.Equal("{\"exitCode\":null,\"stdout\":\"begun\\n\",\"timedOut\":true,\"errors\":[]}", done.ToString());
        Assert.DoesNotContain("sleep 4750", await DockerEngine.RunAsync("top", await fixture.EngineNameAsync(fixture.ContainerId)), StringComparison.Ordinal);
    }
}
