using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
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
    ContainerReconciler containers, FullReconcile full, StateDatabase database, WorkerRegistry workers, EventBus events, TimeProvider clock, ILogger<Reconciler> logger)
    : BackgroundService
{
    // Engine calls wait more than they work, but the engine itself serializes much of what they ask.
    private const int AtOnce = 8;
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterBug = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Mailbox> mailboxes = [];
    private readonly SemaphoreSlim slots = new(AtOnce);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var desired = events.Subscribe<ContainerDesired>();
        using var wanted = events.Subscribe<ReconcileHint>();
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
        slots.Dispose();
        base.Dispose();
    }

    private async Task ReadAsync<T>(EventReader<T> reader, Action<T> handle, CancellationToken ct) where T : notnull
    {
        while (await reader.WaitAsync(ct))
        {
            if (reader.TakeMissed() > 0) await WakeAllAsync(ct);
            while (reader.TryRead(out var message)) handle(message);
        }
    }

    private void Wake(string containerId, bool newWish, CancellationToken stopping)
    {
        lock (gate)
        {
            if (!mailboxes.TryGetValue(containerId, out var mailbox)) mailboxes[containerId] = mailbox = new Mailbox();
            mailbox.HasMail = true;
            if (newWish) mailbox.Superseded?.Cancel();
            if (mailbox.Run.IsCompleted) mailbox.Run = RunAsync(containerId, mailbox, stopping);
        }
    }

    private async Task RunAsync(string containerId, Mailbox mailbox, CancellationToken stopping)
    {
        await Task.Yield();
        try
        {
            await slots.WaitAsync(stopping);
            try
            {
                DateTimeOffset? wakeAt = null;
                while (TakeMail(containerId, mailbox, wakeAt, stopping)) wakeAt = await ReconcileAsync(containerId, mailbox, stopping);
            }
            finally
            {
                slots.Release();
            }
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
            mailbox.Superseded?.Dispose();
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
        var since = clock.GetUtcNow();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await foreach (var instanceId in workers.Get(workerId).FollowEventsAsync(since, ct))
                {
                    await using var db = await database.ReadAsync(ct);
                    if (await db.As(ReconcileRecords.Self).Instances.Where(i => i.Id == instanceId).Select(i => i.ContainerId).SingleOrDefaultAsync(ct) is { } containerId)
                        Wake(containerId, newWish: false, ct);
                }
            }
            catch (Exception error) when (error is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                EngineAway(logger, workerId, error.Message);
            }

            await Task.Delay(Reconnect, clock, ct);
            since = clock.GetUtcNow();
            await WakeAllAsync(ct);
        }
    }

    private async Task WakeAllAsync(CancellationToken ct)
    {
        await foreach (var id in full.ContainersToLookAtAsync(ct)) Wake(id, newWish: false, ct);
    }

    [LoggerMessage(LogLevel.Error, "Reconciling {ContainerId} failed; it is tried again")]
    private static partial void ReconcileFailed(ILogger logger, Exception error, string containerId);

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
