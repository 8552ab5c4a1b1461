using System.Text.Json;

namespace GraphPlatform.Tests.Features.Terminals;

/// <summary>Terminals in real containers over real sockets.</summary>
public sealed class TerminalTests(TerminalFixture fixture) : IClassFixture<TerminalFixture>
{
    [SkippableFact]
    public async Task What_is_typed_is_echoed_and_run()
    {
        await using var terminal = await TestTerminal.OpenAsync(fixture, fixture.ContainerId);
        await terminal.TypeAsync("echo $((6 * 7)) $TERM\n");
        await terminal.SeeAsync("echo $((6 * 7)) $TERM\r\n42 xterm-256color\r\n");
        await terminal.TypeAsync("exit 3\n");
        Assert.Equal(("The program has ended with exit code 3.", 3), await terminal.EndAsync());
        var late = await fixture.Client.TryMutateAsync("sendTerminalInput(input: {terminalId: $id, offset: 0, data: \"x\"}) { inputOffset }", "$id: ID!", new { id = terminal.Id });
        Assert.Equal("CONFLICT", late.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [SkippableFact]
    public async Task The_program_sees_its_size_at_first_and_when_it_changes()
    {
        await using var terminal = await TestTerminal.OpenAsync(fixture, fixture.ContainerId);
        await terminal.TypeAsync("stty size\n");
        await terminal.SeeAsync("24 80\r\n");
        await terminal.ResizeAsync(132, 43);
        await terminal.TypeAsync("stty size\n");
        await terminal.SeeAsync("43 132\r\n");
    }

    [SkippableFact]
    public async Task A_full_screen_program_draws_and_leaves()
    {
        await using var terminal = await TestTerminal.OpenAsync(fixture, fixture.ContainerId);
        await terminal.TypeAsync("vi /tmp/note; cat /tmp/note; exit\n");
        await terminal.SeeAsync("\u001b[?1049h");
        await terminal.TypeAsync("iwritten in vi\u001b");
        await terminal.SeeAsync("[Modified]");
        await terminal.TypeAsync(":wq\r");
        await terminal.SeeAsync("\u001b[?1049l");
        Assert.Equal(0, (await terminal.EndAsync()).ExitCode);
        Assert.Contains("\u001b[?1049lwritten in vi\r\n", terminal.Seen, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_command_has_its_directory_and_its_environment_and_a_missing_one_says_so()
    {
        await using var terminal = await TestTerminal.OpenAsync(
            fixture, fixture.ContainerId, "pwd; echo $GREETING", ", workingDirectory: \"/tmp\", environment: [{name: \"GREETING\", value: \"héllo\"}]");
        Assert.Equal(0, (await terminal.EndAsync()).ExitCode);
        Assert.Equal("/tmp\r\nhéllo\r\n", terminal.Seen);

        var id = (await fixture.Client.MutateAsync(
            "openTerminal(input: {containerId: $id, command: [\"no-such-program\"], columns: 80, rows: 24}) { terminal { id } }", "$id: ID!", new { id = fixture.ContainerId }))
            .GetProperty("terminal").GetProperty("id").GetString()!;
        await using var missing = new TestTerminal(fixture.Server, fixture.Client, id);
        var (reason, _) = await missing.EndAsync();
        Assert.Contains("could not be run", reason, StringComparison.Ordinal);
    }

    /// <summary>Promise of the page: a cut loses nothing and doubles nothing.</summary>
    [SkippableFact]
    public async Task A_socket_that_is_cut_again_and_again_shows_every_byte_once()
    {
        await using var opened = await TestTerminal.OpenAsync(
            fixture, fixture.ContainerId, "i=0; while [ $i -lt 4000 ]; do i=$((i+1)); echo \"$i ünïcödé €\"; done");
        await using var terminal = new TestTerminal(fixture.Server, fixture.Client, opened.Id) { Window = 4 << 10 };
        var (random, acknowledged, cuts) = (new Random(4711), 0L, 0);
        while (true)
        {
            var left = random.Next(1, 6);
            JsonElement? end = null;
            while (left-- > 0 && (end = await terminal.NextAsync()) is null)
                if (long.Parse(terminal.After!) > acknowledged + 1000)
                {
                    await terminal.AcknowledgeAsync();
                    acknowledged = long.Parse(terminal.After!);
                }

            if (end is not null) break;
            await terminal.CutAsync();
            cuts++;
        }

        Assert.True(cuts >= 5, $"only {cuts} cuts");
        Assert.Equal(0, terminal.Missing);
        Assert.Equal(string.Concat(Enumerable.Range(1, 4000).Select(i => $"{i} ünïcödé €\r\n")), terminal.Seen);
    }

    [SkippableFact]
    public async Task Input_is_in_order_and_not_doubled_however_it_arrives()
    {
        await using var terminal = await TestTerminal.OpenAsync(fixture, fixture.ContainerId, "stty raw -echo; echo ready; head -c 400; cat >/dev/null");
        await terminal.SeeAsync("ready");

        // Each piece twice, all at once and in any order, and one that spans what is there already.
        var random = new Random(4711);
        var pieces = Enumerable.Range(0, 100).Select(i => (At: i * 4L, Text: $"{i:000}.")).ToArray();
        var all = pieces.Concat(pieces).ToArray();
        random.Shuffle(all);
        await Task.WhenAll(all.Select(p => terminal.SendAsync(p.At, p.Text)));
        Assert.Equal(400, await terminal.SendAsync(392, "098.099."));
        await terminal.SeeAsync("099.");
        await terminal.CloseAsync();
        await terminal.EndAsync();
        Assert.EndsWith("ready\n" + string.Concat(pieces.Select(p => p.Text)), terminal.Seen, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_endless_program_waits_a_moment_for_its_watcher_and_then_what_is_missed_is_told()
    {
        const string script = "i=0; while :; do i=$((i+1)); echo \"$i abcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz\"; [ $((i % 1000)) = 0 ] && echo $i >/tmp/progress; done";
        await using var terminal = await TestTerminal.OpenAsync(fixture, fixture.ContainerId, script);
        await terminal.SeeAsync("\r\n1000 ");
        await terminal.CutAsync();
        await fixture.ExecAsync(fixture.ContainerId, "until [ $(cat /tmp/progress) -gt 30000 ]; do usleep 4000; done");
        while (terminal.Missing == 0) await terminal.NextAsync();

        // It goes on with what is kept, which is of no certain line: the program has not waited for the one above.
        var seen = terminal.Seen.Length;
        while (terminal.Seen.Length == seen) await terminal.NextAsync();
        await terminal.CloseAsync();
        Assert.Equal(("It was closed.", null), await terminal.EndAsync());
    }

    [SkippableFact]
    public async Task A_client_with_a_window_gets_no_more_than_it_acknowledges_and_nothing_is_lost()
    {
        await using var opened = await TestTerminal.OpenAsync(fixture, fixture.ContainerId, "seq 1 30000");
        await using var terminal = new TestTerminal(fixture.Server, fixture.Client, opened.Id) { Window = 16384 };
        for (var acknowledged = 0L; !terminal.Seen.EndsWith("\r\n30000\r\n", StringComparison.Ordinal);)
        {
            Assert.Null(await terminal.NextAsync());
            Assert.InRange(long.Parse(terminal.After!), acknowledged, acknowledged + terminal.Window.Value);
            if (long.Parse(terminal.After!) < acknowledged + 16000) continue;
            acknowledged = long.Parse(terminal.After!);
            await terminal.AcknowledgeAsync();
        }

        Assert.Equal(string.Concat(Enumerable.Range(1, 30000).Select(i => $"{i}\r\n")), terminal.Seen);
        Assert.Equal(0, terminal.Missing);
    }
}
