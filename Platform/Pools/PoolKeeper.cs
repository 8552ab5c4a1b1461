using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Pools;

/// <summary>Keeps warm pools as they should be: woken when a burst of starts that take from one is over, by the engine's events, by its own appointments, and for all at start-up.</summary>
internal sealed partial class PoolKeeper(PoolFilling filling, StateDatabase database, EventBus events, IOptions<PoolOptions> options, TimeProvider clock, ILogger<PoolKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan AfterBug = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hints = events.Subscribe<PoolHint>();
        using var demands = events.Subscribe<PoolDemand>();
        using var mailboxes = new Mailboxes(FillAsync, clock, stoppingToken);
        try
        {
            await WakeAllAsync(mailboxes, stoppingToken);
            await Task.WhenAll(
                mailboxes.ReadAsync(hints, h => mailboxes.Wake(h.PoolId), ct => WakeAllAsync(mailboxes, ct), error => LookFailed(logger, error)),
                mailboxes.ReadAsync(demands, d => mailboxes.WakeIn(d.PoolId, options.Value.RefillDelay), ct => WakeAllAsync(mailboxes, ct), error => LookFailed(logger, error)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }

        await mailboxes.EndedAsync();
    }

    private async Task<DateTimeOffset?> FillAsync(string poolId, CancellationToken superseded, CancellationToken stopping)
    {
        try
        {
            return await filling.FillAsync(poolId, stopping);
        }
        catch (Exception error) when (error is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            FillFailed(logger, error, poolId);
            return clock.GetUtcNow() + AfterBug;
        }
    }

    private async Task WakeAllAsync(Mailboxes mailboxes, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        foreach (var id in await db.As(Caller.System("warm-pools")).WarmPools.Select(p => p.Id).ToListAsync(ct)) mailboxes.Wake(id);
    }

    [LoggerMessage(LogLevel.Error, "Filling the warm pool {PoolId} failed; it is tried again")]
    private static partial void FillFailed(ILogger logger, Exception error, string poolId);

    [LoggerMessage(LogLevel.Error, "Warm pools could not be looked at; it is tried again")]
    private static partial void LookFailed(ILogger logger, Exception error);
}
