using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace GraphPlatform.Bench.EngineServer;

/// <summary>
/// One publisher for all: BENCH_LOG_RATE lines a second (5,000) of BENCH_LOG_BYTES (120) bytes of text, while someone listens. After a stall it catches up by
/// at most 100 ms worth of lines, so that a server which slows it down shows as lines per second below the rate.
/// </summary>
public sealed class LogPublisher : IDisposable
{
    private static readonly int Rate = int.Parse(Environment.GetEnvironmentVariable("BENCH_LOG_RATE") ?? "5000");
    private static readonly int Bytes = int.Parse(Environment.GetEnvironmentVariable("BENCH_LOG_BYTES") ?? "120");
    private static readonly string Text = string.Concat(Enumerable.Repeat("GET /api/v1/containers 200 12ms user=alice region=eu-1 ", 40))[..Bytes];

    private readonly Lock gate = new();
    private Channel<LogLine>[] listeners = [];
    private CancellationTokenSource? running;
    private int seq;

    /// <summary>Lines from now on, none left out.</summary>
    public async IAsyncEnumerable<LogLine> ReadAsync(string containerId, [EnumeratorCancellation] CancellationToken ct)
    {
        if (containerId == "idle")
        {
            await Task.Delay(Timeout.Infinite, ct);
            yield break;
        }

        var channel = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(Rate) { SingleReader = true, SingleWriter = true });
        Add(channel);
        try
        {
            while (await channel.Reader.WaitToReadAsync(ct))
                while (channel.Reader.TryRead(out var line))
                    yield return line;
        }
        finally
        {
            Remove(channel);
        }
    }

    /// <summary>Ends the publisher.</summary>
    public void Dispose() => running?.Dispose();

    private void Add(Channel<LogLine> channel)
    {
        lock (gate)
        {
            listeners = [.. listeners, channel];
            if (listeners.Length > 1) return;
            running = new CancellationTokenSource();
            var ending = running.Token;
            new Thread(() => Publish(ending)) { IsBackground = true }.Start();
        }
    }

    private void Remove(Channel<LogLine> channel)
    {
        lock (gate)
        {
            listeners = [.. listeners.Where(each => each != channel)];
            if (listeners.Length == 0) running!.Cancel();
        }
    }

    private void Publish(CancellationToken ending)
    {
        var (last, debt) = (Stopwatch.GetTimestamp(), 0.0);
        while (!ending.WaitHandle.WaitOne(1))
        {
            var now = Stopwatch.GetTimestamp();
            debt = Math.Min(debt + (now - last) / (double)Stopwatch.Frequency * Rate, Rate / 10.0);
            last = now;
            var count = (int)debt;
            debt -= count;
            var at = $"m{Stopwatch.GetTimestamp()}";
            for (var i = 0; i < count; i++)
            {
                var line = new LogLine(seq++, at, "stdout", Text);
                // A full channel holds the publisher up: that is seen in the rate, and nothing is lost.
                foreach (var channel in listeners)
                    while (!channel.Writer.TryWrite(line)) Thread.Yield();
            }
        }
    }
}
