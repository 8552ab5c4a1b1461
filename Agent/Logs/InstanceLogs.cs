using System.Runtime.CompilerServices;
using GraphPlatform.Agent.Files;
using GraphPlatform.Docker;
using GraphPlatform.Docker.Containers;
using GraphPlatform.Platform.Runtime;
using Microsoft.Extensions.Logging;
using LogFrame = GraphPlatform.Platform.Logs.LogFrame;
using LogStream = GraphPlatform.Platform.Logs.LogStream;

namespace GraphPlatform.Agent.Logs;

/// <summary>
/// Reads what instances have written. Where the engine's files can be read, from those: its own stream silently leaves out what it rotates away while it is being followed (Docker 20.10
/// delivers a quarter of two million quick lines), ends early, and costs ten times as much. Elsewhere, from that stream.
/// </summary>
internal sealed partial class InstanceLogs(DockerClient docker, FolderWatches watches, TimeProvider clock, ILogger<InstanceLogs> logger)
{
    /// <summary>The log driver of our instances: it keeps bytes as they are, where json-file breaks characters at its 16 kB border.</summary>
    public const string Driver = "local";

    // Lines that come one by one are told in groups of this; the first after a silence at once.
    private static readonly TimeSpan GroupTime = TimeSpan.FromMilliseconds(4);
    private const int BytesPerTurn = 64 << 10;

    // Where Linux allows no more watches.
    private static readonly TimeSpan LookTime = TimeSpan.FromMilliseconds(100);

    private string? root;
    private int streams;

    /// <summary>The frames that an instance has written since a time and, if they are followed, goes on to write until its processes end.</summary>
    public async IAsyncEnumerable<LogFrame> FramesAsync(string instanceId, long since, bool follow, [EnumeratorCancellation] CancellationToken ct)
    {
        var details = await docker.Containers.InspectAsync(Instance.EngineName(instanceId), ct: ct);
        var folder = details.HostConfig.LogConfig?.Type == Driver ? await FolderAsync(details.Id, ct) : null;
        if (folder is null && details.State.Running && Interlocked.Exchange(ref streams, 1) == 0) OnlyStream(logger, root ?? "", details.HostConfig.LogConfig?.Type ?? "");
        var frames = folder is null ? StreamAsync(details.Id, since, follow, ct) : follow ? FollowAsync(details.Id, folder, since, ct) : FilesAsync(folder, since);
        await foreach (var frame in frames.WithCancellation(ct)) yield return frame;
    }

    /// <summary>Where the engine keeps the files; null where they cannot be read: it is on another machine, or we are no root.</summary>
    private async Task<string?> FolderAsync(string id, CancellationToken ct)
    {
        root ??= (await docker.System.InfoAsync(ct)).DockerRootDir;
        var folder = Path.Combine(root, "containers", id, "local-logs");
        try
        {
            return Directory.EnumerateFiles(folder).Any() ? folder : null;
        }
        catch (Exception error) when (error is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async IAsyncEnumerable<LogFrame> FilesAsync(string folder, long since)
    {
        using var reader = new LocalLogReader(folder, since);
        for (var turn = new Turn(reader); reader.TryRead(out var frame); await turn.NextAsync()) yield return frame;
    }

    private async IAsyncEnumerable<LogFrame> FollowAsync(string id, string folder, long since, [EnumeratorCancellation] CancellationToken ct)
    {
        using var watch = watches.Watch(folder);
        using var reader = new LocalLogReader(folder, since);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        // The engine answers when the log is complete and closed.
        var ended = docker.Containers.WaitAsync(id, ct: waiting.Token);
        if (watch is not null) ended.GetAwaiter().OnCompleted(watch.Signal);
        try
        {
            while (true)
            {
                var last = ended.IsCompleted;
                for (var turn = new Turn(reader); reader.TryRead(out var frame); await turn.NextAsync()) yield return frame;
                if (last) break;
                var told = clock.GetTimestamp();
                await (watch?.WaitAsync(ct) ?? Task.Delay(LookTime, clock, ct));
                if (GroupTime - clock.GetElapsedTime(told) is { Ticks: > 0 } rest) await Task.Delay(rest, clock, ct);
            }

            await ended;
        }
        finally
        {
            await waiting.CancelAsync();
            await ((Task)ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async IAsyncEnumerable<LogFrame> StreamAsync(string id, long since, bool follow, [EnumeratorCancellation] CancellationToken ct)
    {
        var wanted = new LogOptions { Follow = follow, Timestamps = true, Since = since == 0 ? null : new NanoTime(since) };
        await foreach (var frame in docker.Containers.LogsAsync(id, wanted, ct))
        {
            if (!NanoTime.TryParse(frame.Payload.Span, out var time, out var length)) throw new FormatException("A log frame of the engine has no time.");
            var stream = frame.Stream == Docker.Containers.LogStream.Stderr ? LogStream.Stderr : LogStream.Stdout;
            var text = frame.Payload[(length + 1)..];
            var ends = text.Span is [.., (byte)'\n'];
            yield return new LogFrame(stream, time.UnixNanoseconds, ends ? text[..^1] : text, ends);
        }
    }

    [LoggerMessage(Microsoft.Extensions.Logging.LogLevel.Warning, "The engine's log files cannot be read here ({Root}, driver '{Driver}'), so its stream is: it leaves out what it rotates away while it is followed, and does not say so")]
    private static partial void OnlyStream(ILogger logger, string root, string driver);

    /// <summary>Files are read without waiting: an instance that prints without end lets others have the thread now and then.</summary>
    private sealed class Turn(LocalLogReader reader)
    {
        private long until = reader.BytesRead + BytesPerTurn;

        public async ValueTask NextAsync()
        {
            if (reader.BytesRead < until) return;
            until = reader.BytesRead + BytesPerTurn;
            await Task.Yield();
        }
    }
}
