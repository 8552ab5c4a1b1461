using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Workers;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.Platform.Logs;

/// <summary>Reads what an instance writes and commits it in groups: whatever has arrived when the engine has nothing more to say.</summary>
internal sealed partial class LogIngest(LogStore store, DiskReserve reserve, TimeProvider clock, ILogger<LogIngest> logger)
{
    private const int GroupBytes = 256 << 10;

    // No line waits longer than this for its commit while others keep arriving.
    private static readonly TimeSpan GroupTime = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan DiskRetry = TimeSpan.FromSeconds(1);

    /// <summary>Reads on from the last commit until the engine's stream ends.</summary>
    /// <param name="worker">Where the instance is.</param>
    /// <param name="containerId">Whose log it goes into.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="deployment">The number of its deployment.</param>
    /// <param name="live">Whether its processes run: then the stream is followed, and a line without its newline is read again next time. Afterwards it is a line.</param>
    /// <param name="ct">The server stops.</param>
    public async Task ReadAsync(IWorker worker, string containerId, string instanceId, int deployment, bool live, CancellationToken ct)
    {
        var log = store.Get(containerId);
        var committed = log.Checkpoints(instanceId);
        var assembler = new LogAssembler(instanceId, deployment, committed);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await using var frames = worker.ReadLogsAsync(instanceId, committed.Since, live, reading.Token).GetAsyncEnumerator(reading.Token);
        var groupSince = 0L;
        while (true)
        {
            var next = frames.MoveNextAsync();
            if (next.IsCompleted)
            {
                if (!await next) break;
            }
            else if (!await CommitWhileReadingAsync(log, assembler, next.AsTask(), reading))
            {
                break;
            }

            if (assembler.Count == 0) groupSince = clock.GetTimestamp();
            assembler.Add(frames.Current);
            if (assembler.PendingBytes >= GroupBytes || (assembler.Count > 0 && clock.GetElapsedTime(groupSince) >= GroupTime))
                await CommitAsync(log, assembler, ct);
        }

        if (!live) assembler.End();
        await CommitAsync(log, assembler, ct);
    }

    /// <summary>Says that an instance was removed before its log was read to the end.</summary>
    public void RecordLoss(string containerId, string instanceId, int deployment, string reason)
    {
        var log = store.Get(containerId);
        var assembler = new LogAssembler(instanceId, deployment, log.Checkpoints(instanceId));
        assembler.AddGap(clock.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000, null, reason);
        try
        {
            log.Commit(assembler);
        }
        catch (IOException error)
        {
            CannotWrite(logger, error.Message);     // the disk is full, and removing the instance frees some of it
        }
    }

    /// <summary>Commits what has arrived, and waits for the next frame. A commit that fails must not leave the stream being read: the read is ended first.</summary>
    private async Task<bool> CommitWhileReadingAsync(ContainerLog log, LogAssembler assembler, Task<bool> next, CancellationTokenSource reading)
    {
        try
        {
            await CommitAsync(log, assembler, reading.Token);
            return await next;
        }
        catch
        {
            await reading.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>On a full disk it waits with the lines in hand and reads no further: the engine keeps the rest meanwhile.</summary>
    private async Task CommitAsync(ContainerLog log, LogAssembler assembler, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                if (reserve.IsOpen) throw new IOException("the disk is full, and what is left is for what frees space");
                log.Commit(assembler);
                return;
            }
            catch (IOException error)
            {
                CannotWrite(logger, error.Message);
                await Task.Delay(DiskRetry, clock, ct);
            }
        }
    }

    [LoggerMessage(Microsoft.Extensions.Logging.LogLevel.Error, "A container's log cannot be written; trying again every second: {Reason}")]
    private static partial void CannotWrite(ILogger logger, string reason);
}
