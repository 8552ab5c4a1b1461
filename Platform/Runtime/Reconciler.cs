using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Networks;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.Platform.Runtime;

/// <summary>
/// Gives each container a mailbox: whatever happens to it, one reconciliation at a time, and another after it if something happened meanwhile.
/// Woken by every change of what is desired, by the engine's events, by its own appointments, and for everything at start-up.
/// </summary>
internal sealed partial class Reconciler(
    ContainerReconciler containers, FullReconcile full, StateDatabase database, WorkerRegistry workers, HostGuard guard, EventBus events, TimeProvider clock, ILogger<Reconciler> logger)
    : BackgroundService
{
    private static readonly TimeSpan LongestReconnect = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterReadError = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterBug = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Mailbox> mailboxes = [];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var desired = events.Subscribe<ContainerDesired>();
        using var wanted = events.Subscribe<ReconcileHint>();
        await guard.ApplyAsync(ReconcileRecords.Self, stoppingToken);
        await WakeAllAsync(stoppingToken);
        try
        {
            await Task.WhenAll([
                ReadAsync(desired, m => Wake(m.ContainerId, newWish: true, stoppingToken), stoppingToken),
                ReadAsync(wanted, m => Wake(m.ContainerId, newWish: false, stoppingToken), stoppingToken),
                .. workers.Connected.Select(id => ListenAsync(id, stoppingToken))]);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }

        Task[] running;
        lock (gate) running = [.. mailboxes.Values.Select(m => m.Run)];
        await Task.WhenAll(running);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        lock (gate)
            foreach (var mailbox in mailboxes.Values) mailbox.Appointment?.Dispose();
        base.Dispose();
    }

    private async Task ReadAsync<T>(EventReader<T> reader, Action<T> handle, CancellationToken ct) where T : notnull
    {
        var lookAtAll = false;
        while (await reader.WaitAsync(ct))
        {
            try
            {
                lookAtAll |= reader.TakeMissed() > 0;
                if (lookAtAll) await WakeAllAsync(ct);
                lookAtAll = false;
                while (reader.TryRead(out var message)) handle(message);
            }
            catch (Exception error) when (error is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                WakeFailed(logger, error);
                lookAtAll = true;
                await Task.Delay(AfterReadError, clock, ct);
            }
        }
    }

    private void Wake(string containerId, bool newWish, CancellationToken stopping)
    {
        CancellationTokenSource? overtaken = null;
        lock (gate)
        {
            if (!mailboxes.TryGetValue(containerId, out var mailbox)) mailboxes[containerId] = mailbox = new Mailbox();
            mailbox.HasMail = true;
            if (newWish) overtaken = mailbox.Superseded;
            if (mailbox.Run.IsCompleted) mailbox.Run = RunAsync(containerId, mailbox, stopping);
        }

        overtaken?.Cancel();        // not under the lock: whoever waits on it goes on here and now
    }

    private async Task RunAsync(string containerId, Mailbox mailbox, CancellationToken stopping)
    {
        await Task.Yield();
        try
        {
            DateTimeOffset? wakeAt = null;
            while (TakeMail(containerId, mailbox, wakeAt, stopping)) wakeAt = await ReconcileAsync(containerId, mailbox, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    /// <summary>Takes the mail; when there is none, makes the next appointment and ends the run, all in one moment, so that no mail falls between.</summary>
    private bool TakeMail(string containerId, Mailbox mailbox, DateTimeOffset? wakeAt, CancellationToken stopping)
    {
        lock (gate)
        {
            mailbox.Superseded = null;
            if (mailbox.HasMail)
            {
                mailbox.HasMail = false;
                mailbox.Superseded = new CancellationTokenSource();
                return true;
            }

            mailbox.Run = Task.CompletedTask;
            mailbox.Appointment?.Dispose();
            mailbox.Appointment = null;
            if (wakeAt is { } time)
            {
                var delay = time - clock.GetUtcNow();
                mailbox.Appointment = clock.CreateTimer(
                    _ => Wake(containerId, newWish: false, stopping), null, delay > TimeSpan.Zero ? delay : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
            else
            {
                mailboxes.Remove(containerId);
            }

            return false;
        }
    }

    private async Task<DateTimeOffset?> ReconcileAsync(string containerId, Mailbox mailbox, CancellationToken stopping)
    {
        try
        {
            return await containers.ReconcileAsync(containerId, mailbox.Superseded!.Token, stopping);
        }
        catch (Exception error) when (error is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            ReconcileFailed(logger, error, containerId);
            return clock.GetUtcNow() + AfterBug;
        }
    }

    /// <summary>The engine's events are hints: each wakes the container that it is about. After the engine was away, everything is looked at.</summary>
    private async Task ListenAsync(string workerId, CancellationToken ct)
    {
        for (var away = 0; !ct.IsCancellationRequested; away++)
        {
            try
            {
                var worker = workers.Get(workerId);
                var since = clock.GetUtcNow();
                await worker.DescribeAsync(ct);
                if (away > 0) await WakeAllAsync(ct);
                away = 0;
                await foreach (var instanceId in worker.FollowEventsAsync(since, ct)) await WakeOwnerAsync(workerId, instanceId, ct);
            }
            catch (Exception error) when (error is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                if (away == 0) EngineAway(logger, workerId, error.Message);
            }

            await Task.Delay(TimeSpan.FromSeconds(Math.Min(LongestReconnect.TotalSeconds, Math.Pow(2, Math.Min(away, 10)))), clock, ct);
        }
    }

    private async Task WakeOwnerAsync(string workerId, string instanceId, CancellationToken ct)
    {
        string? containerId;
        await using (var db = await database.ReadAsync(ct))
            containerId = await db.As(ReconcileRecords.Self).Instances.Where(i => i.Id == instanceId).Select(i => i.ContainerId).SingleOrDefaultAsync(ct);
        if (containerId is not null) Wake(containerId, newWish: false, ct);
        else if (instanceId.Length == 0) await full.RemoveOrphansAsync(workerId, ct);
        else if (await workers.Get(workerId).InspectAsync(instanceId, ct) is not null) await workers.Get(workerId).RemoveAsync(instanceId, ct);        // not just the echo of its own removal
    }

    private async Task WakeAllAsync(CancellationToken ct)
    {
        await foreach (var id in full.ContainersToLookAtAsync(ct)) Wake(id, newWish: false, ct);
    }

    [LoggerMessage(LogLevel.Error, "Reconciling {ContainerId} failed; it is tried again")]
    private static partial void ReconcileFailed(ILogger logger, Exception error, string containerId);

    [LoggerMessage(LogLevel.Error, "Containers could not be looked at; it is tried again")]
    private static partial void WakeFailed(ILogger logger, Exception error);

    [LoggerMessage(LogLevel.Warning, "The engine of {WorkerId} is away: {Reason}")]
    private static partial void EngineAway(ILogger logger, string workerId, string reason);

    private sealed class Mailbox
    {
        public bool HasMail { get; set; }

        public Task Run { get; set; } = Task.CompletedTask;

        public CancellationTokenSource? Superseded { get; set; }

        public ITimer? Appointment { get; set; }
    }
}
