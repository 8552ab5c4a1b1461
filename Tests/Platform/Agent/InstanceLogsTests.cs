using System.Text;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Logs;

namespace GraphPlatform.Tests.Platform.Agent;

/// <summary>What is read of an instance's output while it writes, on the real engine.</summary>
public sealed class InstanceLogsTests
{
    [SkippableFact]
    public async Task An_instance_that_prints_as_fast_as_it_can_loses_no_line_while_the_engine_rotates_its_log()
    {
        await using var agent = await AgentFixture.StartAsync();
        var spec = agent.Instance(s => s with { Command = ["seq", "1", "1000000"] }) with { Resources = new Resources(2000, 64 << 20, 32) };
        await agent.Worker.CreateAsync(spec, CancellationToken.None);
        await agent.Worker.StartAsync(spec.InstanceId, CancellationToken.None);

        // 40 MB for the engine, which keeps 20.
        var expected = 1;
        await foreach (var frame in agent.Worker.ReadLogsAsync(spec.InstanceId, 0, follow: true, CancellationToken.None))
        {
            Assert.Null(frame.Missing);
            Assert.Equal(expected++, int.Parse(frame.Text.Span));
        }

        Assert.Equal(1_000_001, expected);
    }

    [SkippableFact]
    public async Task A_line_longer_than_the_engine_keeps_in_one_piece_is_whole_with_every_character()
    {
        await using var agent = await AgentFixture.StartAsync();

        // A byte, and then two for each character: the engine cuts one of them in two at 16384.
        var spec = agent.Instance(s => s with { Command = ["sh", "-c", "printf x; yes é | head -n 20000 | tr -d '\\n'; echo; printf 'no end' >&2"] });
        await agent.Worker.CreateAsync(spec, CancellationToken.None);
        await agent.Worker.StartAsync(spec.InstanceId, CancellationToken.None);
        using var fixture = new Logs.LogFixture();
        var assembler = fixture.Assembler();
        await foreach (var frame in agent.Worker.ReadLogsAsync(spec.InstanceId, 0, follow: true, CancellationToken.None)) assembler.Add(frame);
        assembler.End();
        fixture.Log.Commit(assembler);

        var entries = fixture.All();
        Assert.Equal("x" + new string('é', 20000), Encoding.UTF8.GetString(entries.Single(e => e.Kind == LogEntryKind.Stdout).Text.Span));
        Assert.Equal("no end", Encoding.UTF8.GetString(entries.Single(e => e.Kind == LogEntryKind.Stderr).Text.Span));
    }

    [SkippableFact]
    public async Task Reading_on_from_a_time_tells_what_was_written_then_and_later()
    {
        await using var agent = await AgentFixture.StartAsync();
        var spec = agent.Instance(s => s with { Command = ["sh", "-c", "for i in 1 2 3 4 5; do echo $i; usleep 2000; done"] });
        await agent.Worker.CreateAsync(spec, CancellationToken.None);
        await agent.Worker.StartAsync(spec.InstanceId, CancellationToken.None);
        var all = await ReadAsync(agent, spec.InstanceId, 0, follow: true);
        Assert.Equal(["1", "2", "3", "4", "5"], all.Select(l => l.Text));
        Assert.Equal(["3", "4", "5"], (await ReadAsync(agent, spec.InstanceId, all[2].Time, follow: false)).Select(l => l.Text));
    }

    private static async Task<List<(long Time, string Text)>> ReadAsync(AgentFixture agent, string instanceId, long since, bool follow)
    {
        var lines = new List<(long, string)>();
        await foreach (var frame in agent.Worker.ReadLogsAsync(instanceId, since, follow, CancellationToken.None)) lines.Add((frame.Time, Encoding.UTF8.GetString(frame.Text.Span)));
        return lines;
    }
}
