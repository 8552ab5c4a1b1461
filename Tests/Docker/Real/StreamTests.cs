using System.Text;
using GraphPlatform.Docker.Containers;
using GraphPlatform.Tests.Docker.Fakes;

namespace GraphPlatform.Tests.Docker.Real;

[Collection("engine")]
public sealed class StreamTests(EngineFixture engine)
{
    [SkippableFact]
    public async Task Logs_keep_their_stream_and_come_live_until_the_end()
    {
        var id = await engine.StartAsync("echo out; echo err >&2; printf 'no newline'; echo; trap 'exit 0' TERM; while :; do sleep 1; done");
        var frames = new List<(LogStream, string)>();
        await foreach (var frame in engine.Docker.Containers.LogsAsync(id, new() { Follow = true }))
        {
            frames.Add((frame.Stream, Encoding.UTF8.GetString(frame.Payload.Span)));
            if (frames.Count == 3) await engine.Docker.Containers.KillAsync(id);
        }

        Assert.Equal("out\nno newline\n", string.Concat(frames.Where(frame => frame.Item1 == LogStream.Stdout).Select(frame => frame.Item2)));
        Assert.Equal("err\n", string.Concat(frames.Where(frame => frame.Item1 == LogStream.Stderr).Select(frame => frame.Item2)));
        Assert.Equal([(LogStream.Stderr, "err\n")], await Frames.CollectAsync(engine.Docker.Containers.LogsAsync(id, new() { Stdout = false })));
        Assert.Single(await Frames.CollectAsync(engine.Docker.Containers.LogsAsync(id, new() { Tail = 1 })));
    }

    [SkippableFact]
    public async Task Since_is_inclusive_to_the_nanosecond()
    {
        var id = await engine.StartAsync("for i in 1 2 3 4 5; do echo line $i; done");
        await engine.Docker.Containers.WaitAsync(id);
        var lines = (await Frames.CollectAsync(engine.Docker.Containers.LogsAsync(id, new() { Timestamps = true }))).Select(frame => frame.Item2).ToList();
        Assert.Equal(5, lines.Count);
        Assert.True(NanoTime.TryParse(Encoding.UTF8.GetBytes(lines[2]), out var third, out var length));
        Assert.Equal(" line 3\n", lines[2][length..]);
        Assert.Equal(["line 3\n", "line 4\n", "line 5\n"],
            (await Frames.CollectAsync(engine.Docker.Containers.LogsAsync(id, new() { Since = third }))).Select(frame => frame.Item2));
        Assert.Equal("line 4\n",
            (await Frames.CollectAsync(engine.Docker.Containers.LogsAsync(id, new() { Since = new(third.UnixNanoseconds + 1) })))[0].Item2);
    }

    [SkippableFact]
    public async Task A_hundred_thousand_lines_arrive_complete_and_in_order()
    {
        var id = await engine.StartAsync("seq 1 100000");
        var live = await CountAsync(new() { Follow = true });
        Assert.InRange(live, 1, 100_000);
        // Docker 20.10 ends a follower that lags when the container ends, cleanly and too early; history has everything.
        Assert.Equal(100_000, await CountAsync(new()));

        async Task<int> CountAsync(LogOptions options)
        {
            var seen = 0;
            await foreach (var frame in engine.Docker.Containers.LogsAsync(id, options))
            {
                Assert.True(System.Buffers.Text.Utf8Parser.TryParse(frame.Payload.Span, out int number, out _));
                Assert.Equal(++seen, number);
            }

            return seen;
        }
    }

    [SkippableFact]
    public async Task A_terminals_log_is_raw()
    {
        var id = await engine.StartAsync("echo hi", request => request with { Tty = true });
        await engine.Docker.Containers.WaitAsync(id);
        var tty = (await engine.Docker.Containers.InspectAsync(id)).Config.Tty;
        Assert.Equal("hi\r\n", string.Concat((await Frames.CollectAsync(engine.Docker.Containers.LogsAsync(id, new() { Tty = tty }))).Select(frame => frame.Item2)));
    }

    [SkippableFact]
    public async Task Cancelled_streams_leave_no_socket_behind()
    {
        var random = new Random(4711);
        var id = await engine.StartAsync("yes");
        await engine.Docker.Containers.ListAsync();
        var before = Eventually.Sockets();
        for (var i = 0; i < 40; i++)
        {
            using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(15)));
            try
            {
                if (i % 4 == 3) await EngineFixture.ToListAsync(engine.Docker.Containers.StatsAsync(id, cancel.Token));
                else
                    await foreach (var frame in engine.Docker.Containers.LogsAsync(id, new() { Follow = true }, cancel.Token))
                        if (random.Next(200) == 0) break;
            }
            catch (OperationCanceledException)
            {
            }
        }

        await engine.Docker.Containers.KillAsync(id);
        await engine.Docker.Containers.RemoveAsync(id);
        await Eventually.TrueAsync(() => Eventually.Sockets() <= before + 1, "sockets are left open");
    }

    [SkippableFact]
    public async Task Stats_show_what_it_uses_and_end_when_it_is_removed()
    {
        var id = await engine.StartAsync("while :; do :; done", request => request with
        {
            HostConfig = new() { NetworkMode = "none", NanoCpus = 500_000_000, Memory = 64 << 20, PidsLimit = 10 },
        });
        var samples = new List<ContainerStatsSample>();
        await foreach (var sample in engine.Docker.Containers.StatsAsync(id))
        {
            samples.Add(sample);
            if (samples.Count == 3) await engine.Docker.Containers.RemoveAsync(id, force: true);
        }

        var (first, third) = (samples[0], samples[2]);
        Assert.InRange(third.CpusUsedSince(first) ?? 0, 0.05, 0.9);
        Assert.Equal((64L << 20, Environment.ProcessorCount), (third.MemoryLimitBytes, third.OnlineCpus));
        Assert.InRange(third.MemoryBytes, 1, 64 << 20);
        Assert.True(third.Pids >= 1 && third.SystemCpuNanoseconds > first.SystemCpuNanoseconds);
    }
}
