using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Tests.Platform.Agent;

/// <summary>Instances that are made before anybody knows what they run, on the machine's engine.</summary>
public sealed class PreparedInstanceTests : IAsyncLifetime
{
    /// <summary>All that a program can see of how it was started.</summary>
    private const string Describe =
        "exec 2>&1; for a in \"$@\"; do printf '[%s]' \"$a\"; done; echo; readlink /proc/$$/exe; tr '\\0' '|' < /proc/$$/cmdline; env | sort; pwd; id; hostname; cat /etc/hostname; readlink /proc/self/fd/0; umask; cat /proc/self/oom_score_adj; "
        + "grep -E 'Cap|NoNewPrivs|Seccomp|SigIgn|SigBlk' /proc/self/status; ls -d /data && touch /data/x; touch /x || true";

    private static readonly string[] Awkward = ["it's", "a \"b\" $HOME `id` \\", "two\nlines", "", "ü 你", "-n"];

    private AgentFixture agent = null!;

    public async Task InitializeAsync() => agent = await AgentFixture.StartAsync();

    public async Task DisposeAsync() => await agent.DisposeAsync();

    [SkippableFact]
    public async Task What_it_runs_sees_no_difference_to_what_was_started_in_the_usual_way()
    {
        DeploymentSpec Program(DeploymentSpec spec) => spec with
        {
            Entrypoint = ["sh", "-c", Describe, "name"],
            Command = Awkward,
            Environment = [new("GREETING", "it's $5\nand \"more\""), new("EMPTY", ""), new("PATH", "/bin:/usr/bin")],
            Mounts = [new VolumeMount(Ids.New("vol"), "/data")],
        };
        var usual = agent.Instance(Program);
        await agent.Worker.CreateAsync(usual, default);
        await agent.Worker.StartAsync(usual.InstanceId, default);

        var prepared = await PrepareAsync();
        await agent.Worker.StartPreparedAsync(prepared with { Spec = Program(prepared.Spec) with { Mounts = prepared.Spec.Mounts } }, default);
        var seen = await agent.OutputAsync(usual.InstanceId);
        Assert.Contains("[it's]", seen, StringComparison.Ordinal);
        Assert.Equal(seen, await agent.OutputAsync(prepared.InstanceId));
    }

    [SkippableFact]
    public async Task The_images_own_program_and_environment_are_run_where_nothing_else_is_said()
    {
        var prepared = await PrepareAsync();
        await agent.Worker.StartPreparedAsync(prepared with { Spec = prepared.Spec with { Command = ["sh", "-c", "echo $PATH; exit 3"] } }, default);
        var path = (await agent.Docker.Images.InspectAsync(agent.Digest)).Config.Env.Single(e => e.StartsWith("PATH=", StringComparison.Ordinal))["PATH=".Length..];
        Assert.Equal(path + "\n", await agent.OutputAsync(prepared.InstanceId));
        Assert.Equal((ObservedState.Exited, 3), await StateAsync(prepared.InstanceId));
    }

    [SkippableFact]
    public async Task Until_it_is_told_it_is_frozen_reaches_nobody_and_has_not_started()
    {
        var prepared = await PrepareAsync();
        await agent.Worker.PrepareAsync(prepared, default);     // twice is as good as once
        var details = await agent.Docker.Containers.InspectAsync(AgentFixture.Name(prepared.InstanceId));
        Assert.True(details.State.Paused);
        Assert.Empty(details.NetworkSettings.Networks);
        Assert.Equal(new ObservedInstance(prepared.InstanceId, ObservedState.Created, 0, false, null, null) { Pid = details.State.Pid, MemoryKills = 0 }, await agent.Worker.InspectAsync(prepared.InstanceId, default));
        Assert.Contains(agent.WaitingNetwork, await agent.Worker.ListNetworksAsync(default));
    }

    [SkippableFact]
    public async Task When_it_is_told_it_has_its_limits_its_name_and_its_network_and_nothing_of_its_program_is_in_what_the_engine_tells()
    {
        var before = TimeProvider.System.GetUtcNow().AddMilliseconds(-50);
        var spec = await RunAsync("sleep 1000 # secret-argument", new("TOKEN", "secret-value"));
        Assert.Equal((750_000_000L, 96L << 20, 96L << 20, 50L), await agent.LimitsAsync(spec.InstanceId));
        var observed = await agent.Worker.InspectAsync(spec.InstanceId, default);
        Assert.Equal(ObservedState.Running, observed!.State);
        Assert.True(observed.StartedAt >= before, $"{observed.StartedAt} is before {before}");

        var (lookup, error, code) = await ExecAsync(spec, "nslookup app");
        Assert.True(code == 0 && lookup.Contains(observed.Address!, StringComparison.Ordinal), lookup + error);
        Assert.Equal("secret-value app", (await ExecAsync(spec, "echo $TOKEN $(hostname)")).Output.Trim());
        Assert.NotEqual(0, (await ExecAsync(spec, "echo x > /.graphplatform/start/run || rm /.graphplatform/init/busybox")).Code);
        var told = await agent.Docker.Containers.InspectAsync(AgentFixture.Name(spec.InstanceId));
        Assert.Equal(told.NetworkSettings.Networks[agent.Network].IpAddress, observed.Address);
        Assert.DoesNotContain("secret", string.Join(' ', told.Config.Env.Concat(told.Config.Cmd).Concat(told.Args)), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task It_is_told_again_at_every_start_and_twice_is_as_good_as_once()
    {
        var told = await RunAsync("echo $ROUND; hostname; sleep 1000", new("ROUND", "one"));
        await agent.Worker.StartPreparedAsync(told, default);
        var first = await agent.Worker.InspectAsync(told.InstanceId, default);

        await agent.Worker.StopAsync(told.InstanceId, TimeSpan.Zero, default);
        Assert.Equal(ObservedState.Exited, (await agent.Worker.InspectAsync(told.InstanceId, default))!.State);
        await agent.Worker.StartPreparedAsync(told with { Spec = told.Spec with { Environment = [new("ROUND", "two")], Command = ["sh", "-c", "echo $ROUND; hostname"] } }, default);
        Assert.Equal("one\napp\ntwo\napp\n", await agent.OutputAsync(told.InstanceId));
        Assert.True((await agent.Worker.InspectAsync(told.InstanceId, default))!.StartedAt > first!.StartedAt);
    }

    [SkippableFact]
    public async Task What_an_engines_restart_has_left_of_one_is_made_anew()
    {
        var prepared = await PrepareAsync();
        await agent.Docker.Containers.KillAsync(AgentFixture.Name(prepared.InstanceId));
        await agent.Docker.Containers.WaitAsync(AgentFixture.Name(prepared.InstanceId));
        await agent.Worker.PrepareAsync(prepared, default);
        Assert.Equal(ObservedState.Frozen, (await agent.Worker.ListAsync(default))[prepared.InstanceId]);
    }

    [SkippableFact]
    public async Task A_program_that_is_not_there_ends_as_shells_say_it_and_one_that_nobody_names_is_refused()
    {
        var prepared = await PrepareAsync();
        await agent.Worker.StartPreparedAsync(prepared with { Spec = prepared.Spec with { Entrypoint = ["no-such-program"] } }, default);
        Assert.Contains("no-such-program", await agent.OutputAsync(prepared.InstanceId), StringComparison.Ordinal);
        Assert.Equal((ObservedState.Exited, 127), await StateAsync(prepared.InstanceId));
    }

    private async Task<InstanceSpec> PrepareAsync()
    {
        var spec = agent.Instance(s => s with { Mounts = [new VolumeMount(Ids.New("vol"), "/data")] });
        await agent.Worker.PrepareAsync(spec, default);
        return spec;
    }

    private async Task<InstanceSpec> RunAsync(string script, EnvironmentVariable variable)
    {
        var prepared = await PrepareAsync();
        var told = prepared with { Spec = prepared.Spec with { Command = ["sh", "-c", script], Environment = [variable] }, Resources = new Resources(750, 96 << 20, 50) };
        await agent.Worker.StartPreparedAsync(told, default);
        return told;
    }

    private async Task<(string Output, string Error, int? Code)> ExecAsync(InstanceSpec spec, string script)
    {
        var result = await agent.Worker.ExecAsync(spec.InstanceId, new ExecCommand(["sh", "-c", script], null, [], ReadOnlyMemory<byte>.Empty, TimeSpan.FromSeconds(10), 10_000), default);
        return (result.Output, result.Error, result.ExitCode);
    }

    private async Task<(ObservedState, int)> StateAsync(string instanceId)
    {
        var observed = await agent.Worker.InspectAsync(instanceId, default);
        return (observed!.State, observed.ExitCode);
    }
}
