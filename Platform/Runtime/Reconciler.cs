using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Networks;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.Platform.Runtime;

/// <summary>
/// Gives each container a mailbox: one reconciliation at a time, and another after it if something happened meanwhile.
/// Woken by every change of what is desired, by the engine's events, by its own appointments, and for everything at start-up.
/// </summary>
internal sealed partial class Reconciler(
    ContainerReconciler containers, FullReconcile full, StateDatabase database, WorkerRegistry workers, HostGuard guard, EventBus events, TimeProvider clock, ILogger<Reconciler> logger)
    : BackgroundService
{
    private static readonly TimeSpan LongestReconnect = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterBug = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var desired = events.Subscribe<ContainerDesired>();
        using var wanted = events.Subscribe<ReconcileHint>();
        using var mailboxes = new Mailboxes(ReconcileAsync, clock, stoppingToken);
        await guard.ApplyAsync(ReconcileRecords.Self, stoppingToken);
        await WakeAllAsync(mailboxes, stoppingToken);
        try
        {
            await Task.WhenAll([
                mailboxes.ReadAsync(desired, m => mailboxes.Wake(m.ContainerId, newWish: true), ct => WakeAllAsync(mailboxes, ct), error => WakeFailed(logger, error)),
                mailboxes.ReadAsync(wanted, m => mailboxes.Wake(m.ContainerId), ct => WakeAllAsync(mailboxes, ct), error => WakeFailed(logger, error)),
                .. workers.Connected.Select(id => ListenAsync(mailboxes, id, stoppingToken))]);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }

        await mailboxes.EndedAsync();
    }

    private async Task<DateTimeOffset?> ReconcileAsync(string containerId, CancellationToken superseded, CancellationToken stopping)
    {
        try
        {
            return await containers.ReconcileAsync(containerId, superseded, stopping);
        }
        catch (Exception error) when (error is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            ReconcileFailed(logger, error, containerId);
            return clock.GetUtcNow() + AfterBug;
        }
    }

    /// <summary>The engine's events are hints: each wakes the container that it is about. After the engine was away, everything is looked at.</summary>
    private async Task ListenAsync(Mailboxes mailboxes, string workerId, CancellationToken ct)
    {
        for (var away = 0; !ct.IsCancellationRequested; away++)
        {
            try
            {
                var worker = workers.Get(workerId);
                var since = clock.GetUtcNow();
                await worker.DescribeAsync(ct);
                if (away > 0)
                {
                    await WakeAllAsync(mailboxes, ct);
                    await HintPoolsAsync(ct);
                }

                away = 0;
                await foreach (var instanceId in worker.FollowEventsAsync(since, ct)) await WakeOwnerAsync(mailboxes, workerId, instanceId, ct);
            }
            catch (Exception error) when (error is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                if (away == 0) EngineAway(logger, workerId, error.Message);
            }

            await Task.Delay(TimeSpan.FromSeconds(Math.Min(LongestReconnect.TotalSeconds, Math.Pow(2, Math.Min(away, 10)))), clock, ct);
        }
    }

    private async Task WakeOwnerAsync(Mailboxes mailboxes, string workerId, string instanceId, CancellationToken ct)
    {
        var (containerId, poolId) = await OwnerAsync(instanceId, ct);
        if (containerId is not null) mailboxes.Wake(containerId);
        else if (poolId is not null) events.Publish(new PoolHint(poolId));
        else if (instanceId.Length == 0) await full.RemoveOrphansAsync(workerId, ct);
        else if (await workers.Get(workerId).InspectAsync(instanceId, ct) is not null) await workers.Get(workerId).RemoveAsync(instanceId, anonymousVolumes: false, ct);        // not just the echo of its own removal
    }

    /// <summary>One question, so that one that is taken from its pool in this moment is seen there or here.</summary>
    private async Task<(string? ContainerId, string? PoolId)> OwnerAsync(string instanceId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var all = db.As(ReconcileRecords.Self);
        var owner = await all.Instances.Where(i => i.Id == instanceId).Select(i => new { Container = (string?)i.ContainerId, Pool = (string?)null })
            .Concat(all.PooledInstances.Where(i => i.Id == instanceId).Select(i => new { Container = (string?)null, Pool = (string?)i.PoolId })).SingleOrDefaultAsync(ct);
        return (owner?.Container, owner?.Pool);
    }

    private async Task WakeAllAsync(Mailboxes mailboxes, CancellationToken ct)
    {
        await foreach (var id in full.ContainersToLookAtAsync(ct)) mailboxes.Wake(id);
    }

    /// <summary>What waits in pools is frozen, and an engine's restart ends what is frozen.</summary>
    private async Task HintPoolsAsync(CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        foreach (var id in await db.As(ReconcileRecords.Self).WarmPools.Select(p => p.Id).ToListAsync(ct)) events.Publish(new PoolHint(id));
    }

    [LoggerMessage(LogLevel.Error, "Reconciling {ContainerId} failed; it is tried again")]
    private static partial void ReconcileFailed(ILogger logger, Exception error, string containerId);

    [LoggerMessage(LogLevel.Error, "Containers could not be looked at; it is tried again")]
    private static partial void WakeFailed(ILogger logger, Exception error);

    [LoggerMessage(LogLevel.Warning, "The engine of {WorkerId} is away: {Reason}")]
    private static partial void EngineAway(ILogger logger, string workerId, string reason);
}
