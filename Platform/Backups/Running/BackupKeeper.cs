using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Backups.Running;

/// <summary>Makes and restores what waits, so many at a time as the option allows, and removes what is to go. At its start it says honestly what an earlier server did not finish.</summary>
internal sealed partial class BackupKeeper(
    BackupQueue queue, BackupWriting writing, BackupRestoring restoring, BackupRemoval removal, RestoreHold hold, EventBus events, IOptions<BackupOptions> options, TimeProvider clock,
    ILogger<BackupKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan AfterBug = TimeSpan.FromSeconds(10);

    private readonly HashSet<string> busy = [];
    private readonly SemaphoreSlim taking = new(1, 1);

    /// <inheritdoc />
    public override void Dispose()
    {
        taking.Dispose();
        base.Dispose();
    }

    /// <summary>Ends what an earlier server was at. Of a restore each volume has either all of the backup's files or all of its old ones.</summary>
    internal async Task RecoverAsync(CancellationToken ct)
    {
        foreach (var work in await queue.InterruptedAsync(ct))
        {
            if (work.IsRestore)
            {
                await restoring.FailAsync(work.Id, new(ErrorCode.Conflict, "The server ended while it restored. Each volume has either the backup's files or those from before. Restore once more."), ct);
            }
            else
            {
                await writing.FailAsync(work.Id, new(ErrorCode.Conflict, "The server ended while the backup was made. Nothing of it is kept; make another."), ct);
            }
        }

        await hold.LiftForgottenAsync(ct);
    }

    /// <summary>Does one thing that waits.</summary>
    /// <returns>Whether there was one.</returns>
    internal async Task<bool> RunOneAsync(CancellationToken ct)
    {
        if (await TakeAsync(ct) is not { } work) return false;
        try
        {
            await (work.IsRestore ? restoring.RunAsync(work.Id, ct) : writing.RunAsync(work.Id, ct));
        }
        finally
        {
            lock (busy) busy.Remove(work.ContainerId);
            events.Publish(new BackupWork());       // what waited for this container
        }

        return true;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await UntilItWorksAsync(RecoverAsync, stoppingToken);
            await Task.WhenAll([.. Enumerable.Range(0, options.Value.Concurrency).Select(_ => FollowAsync(RunAllAsync, stoppingToken)), FollowAsync(removal.SweepAsync, stoppingToken)]);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task RunAllAsync(CancellationToken ct)
    {
        while (await RunOneAsync(ct))
        {
            // Until nothing waits.
        }
    }

    private async Task FollowAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        using var bell = events.Subscribe<BackupWork>(capacity: 1);
        do
        {
            while (bell.TryRead(out _))
            {
                // Several rings are one look.
            }

            await UntilItWorksAsync(work, ct);
        }
        while (await bell.WaitAsync(ct));
    }

    /// <summary>A database that is away comes back, and what waits is still there.</summary>
    private async Task UntilItWorksAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await work(ct);
                return;
            }
            catch (Exception error) when (error is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                Failed(logger, error);
            }

            await Task.Delay(AfterBug, clock, ct);
        }
    }

    private async Task<QueuedWork?> TakeAsync(CancellationToken ct)
    {
        await taking.WaitAsync(ct);
        try
        {
            IReadOnlySet<string> now;
            lock (busy) now = busy.ToHashSet();
            if (await queue.TakeAsync(now, ct) is not { } work) return null;
            lock (busy) busy.Add(work.ContainerId);
            return work;
        }
        finally
        {
            taking.Release();
        }
    }

    [LoggerMessage(LogLevel.Error, "Backups could not be looked after; it is tried again")]
    private static partial void Failed(ILogger logger, Exception error);
}
