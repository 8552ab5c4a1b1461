using System.Text;
using GraphPlatform.Docker.Containers;
using GraphPlatform.Docker.Exec;
using GraphPlatform.Tests.Docker.Fakes;

namespace GraphPlatform.Tests.Docker.Real;

[Collection("engine")]
public sealed class ExecTests(EngineFixture engine)
{
    [SkippableFact]
    public async Task Output_and_exit_code_come_back()
    {
        var id = await engine.StartAsync();
        var (output, details) = await RunAsync(id, new() { Cmd = ["sh", "-c", "echo $A in $PWD; echo bad >&2; exit 7"], Env = ["A=b"], WorkingDir = "/tmp" });
        Assert.Equal("b in /tmp\n", Text(output, LogStream.Stdout));
        Assert.Equal("bad\n", Text(output, LogStream.Stderr));
        Assert.Equal((7, false, id), (details.ExitCode, details.Running, details.ContainerId));
        await engine.Docker.Containers.KillAsync(id);
    }

    [SkippableFact]
    public async Task Input_is_half_closed_while_output_still_comes()
    {
        var id = await engine.StartAsync();
        var execId = await engine.Docker.Exec.CreateAsync(id, new() { Cmd = ["sh", "-c", "wc -c; echo after"], AttachStdin = true });
        await using var stream = await engine.Docker.Exec.StartAsync(execId);
        for (var i = 0; i < 100; i++) await stream.WriteAsync(new byte[10_000]);
        Assert.True((await engine.Docker.Exec.InspectAsync(execId)).Running);
        await stream.CloseStdinAsync();
        Assert.Equal("1000000\nafter\n", Text(await Frames.CollectAsync(stream.ReadAsync()), LogStream.Stdout));
        Assert.Equal(0, (await engine.Docker.Exec.InspectAsync(execId)).ExitCode);
        await engine.Docker.Containers.KillAsync(id);
    }

    [SkippableFact]
    public async Task A_terminal_talks_both_ways_and_knows_its_size()
    {
        var id = await engine.StartAsync();
        var execId = await engine.Docker.Exec.CreateAsync(id, new() { Cmd = ["sh"], Tty = true, AttachStdin = true });
        await using var stream = await engine.Docker.Exec.StartAsync(execId, tty: true);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await engine.Docker.Exec.ResizeAsync(execId, columns: 101, rows: 33);
        await stream.WriteAsync("stty size\n"u8.ToArray());
        var seen = new StringBuilder();
        await foreach (var piece in stream.ReadAsync(limit.Token))
            if (seen.Append(Encoding.UTF8.GetString(piece.Payload.Span)).ToString().Contains("33 101", StringComparison.Ordinal)) break;

        await stream.WriteAsync("exit 3\n"u8.ToArray());
        await foreach (var piece in stream.ReadAsync(limit.Token)) seen.Append(Encoding.UTF8.GetString(piece.Payload.Span));
        Assert.Contains("exit 3", seen.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, (await engine.Docker.Exec.InspectAsync(execId)).ExitCode);
        await engine.Docker.Containers.KillAsync(id);
    }

    [SkippableFact]
    public async Task A_command_that_does_not_exist_says_so()
    {
        var id = await engine.StartAsync();
        var (output, details) = await RunAsync(id, new() { Cmd = ["no-such-command"] });
        Assert.Contains("no-such-command", Text(output, LogStream.Stdout) + Text(output, LogStream.Stderr), StringComparison.Ordinal);
        Assert.Contains(details.ExitCode, (int?[])[126, 127]);
        await engine.Docker.Containers.KillAsync(id);
    }

    [SkippableFact]
    public async Task What_is_frozen_stopped_or_missing_refuses()
    {
        var id = await engine.StartAsync();
        await engine.Docker.Containers.PauseAsync(id);
        Assert.Equal(DockerErrorKind.Paused, await KindAsync(() => engine.Docker.Exec.CreateAsync(id, new() { Cmd = ["true"] })));
        await engine.Docker.Containers.UnpauseAsync(id);
        await engine.Docker.Containers.KillAsync(id);
        await engine.Docker.Containers.WaitAsync(id);
        Assert.Equal(DockerErrorKind.NotRunning, await KindAsync(() => engine.Docker.Exec.CreateAsync(id, new() { Cmd = ["true"] })));
        Assert.Equal(DockerErrorKind.NotFound, await KindAsync(() => engine.Docker.Exec.StartAsync("0123456789ab")));
    }

    [SkippableFact]
    public async Task Disposing_and_cancelling_close_the_connection()
    {
        var id = await engine.StartAsync();
        await engine.Docker.Containers.ListAsync();
        var before = Eventually.Sockets();
        for (var i = 0; i < 10; i++)
        {
            var execId = await engine.Docker.Exec.CreateAsync(id, new() { Cmd = ["cat"], AttachStdin = true });
            await using var stream = await engine.Docker.Exec.StartAsync(execId);
            if (i % 3 == 0) continue;
            if (i % 3 == 1)
            {
                var reading = Frames.CollectAsync(stream.ReadAsync());
                await stream.DisposeAsync();
                Assert.Equal(DockerErrorKind.StreamBroken, (await Assert.ThrowsAsync<DockerException>(() => reading)).Kind);
                continue;
            }

            using var cancel = new CancellationTokenSource(i);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Frames.CollectAsync(stream.ReadAsync(cancel.Token)));
        }

        await Eventually.TrueAsync(() => Eventually.Sockets() <= before, "sockets are left open");
        await engine.Docker.Containers.KillAsync(id);
    }

    private async Task<(List<(LogStream, string)> Output, ExecDetails Details)> RunAsync(string container, ExecRequest request)
    {
        var execId = await engine.Docker.Exec.CreateAsync(container, request);
        await using var stream = await engine.Docker.Exec.StartAsync(execId);
        var output = await Frames.CollectAsync(stream.ReadAsync());
        return (output, await engine.Docker.Exec.InspectAsync(execId));
    }

    private static async Task<DockerErrorKind> KindAsync(Func<Task> attempt) => (await Assert.ThrowsAsync<DockerException>(attempt)).Kind;

    private static string Text(List<(LogStream Stream, string Text)> output, LogStream stream) =>
        string.Concat(output.Where(frame => frame.Stream == stream).Select(frame => frame.Text));
}
