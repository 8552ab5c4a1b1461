using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace GraphPlatform.Bench.EngineServer;

/// <summary>One publisher for all, at the pace of <see cref="LogPace"/>, while someone listens.</summary>
public sealed class LogPublisher : IDisposable
{
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

        var channel = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(LogPace.Rate) { SingleReader = true, SingleWriter = true });
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
        var pace = new LogPace();
        while (!ending.WaitHandle.WaitOne(1))
        {
            var at = LogPace.Now();
            for (var due = pace.Due(); due > 0; due--)
            {
                var line = new LogLine(seq++, at, "stdout", LogPace.Text);
                // A full channel holds the publisher up: that is seen in the rate, and nothing is lost. Whoever has left is not waited for.
                foreach (var channel in listeners)
                    while (!channel.Writer.TryWrite(line) && listeners.Contains(channel)) ending.WaitHandle.WaitOne(1);
            }
        }
    }
}
