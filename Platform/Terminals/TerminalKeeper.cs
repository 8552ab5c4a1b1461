using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Workers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Terminals;

/// <summary>
/// Ends terminals that nobody may have or wants any more: when a session or a membership ends, when a container is deleted, when nobody watches one for long, and all with the server.
/// What a server that was killed has left running is ended when the next one starts.
/// </summary>
internal sealed partial class TerminalKeeper(
    OpenTerminals open, TerminalRights rights, WorkerRegistry workers, EventBus events, IOptions<TerminalOptions> options, TimeProvider clock, ILogger<TerminalKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(open.All.Select(t => t.EndAsync("The server was shut down."))).WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var sessions = events.Subscribe<SessionEnded>();
        using var memberships = events.Subscribe<MembershipChanged>();
        using var containers = events.Subscribe<ContainerChanged>(static c => c.Removed);
        try
        {
            await Task.WhenAll(
                ReadAsync(sessions, (e, t) => t.SessionId == e.SessionId, CheckAsync, stoppingToken),
                ReadAsync(memberships, (e, t) => t.UserId == e.UserId && t.OrganizationId == e.OrganizationId, CheckAsync, stoppingToken),
                ReadAsync(containers, (e, t) => t.ContainerId == e.ContainerId, DeletedAsync, stoppingToken),
                SweepAsync(stoppingToken),
                EndLostAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private static Task DeletedAsync(IEnumerable<Terminal> terminals, CancellationToken ct) =>
        Task.WhenAll(terminals.Select(t => t.EndAsync("Its container was deleted.")));

    private async Task ReadAsync<T>(EventReader<T> reader, Func<T, Terminal, bool> concerns, Func<IEnumerable<Terminal>, CancellationToken, Task> act, CancellationToken ct) where T : notnull
    {
        while (await reader.WaitAsync(ct))
        {
            while (reader.TryRead(out var message)) await AttemptAsync(() => act(open.All.Where(t => concerns(message, t)), ct));
            if (reader.TakeMissed() > 0) await AttemptAsync(() => CheckAsync(open.All, ct));
        }
    }

    private async Task SweepAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(options.Value.CheckInterval, clock);
        while (await timer.WaitForNextTickAsync(ct))
        {
            await AttemptAsync(() => CheckAsync(open.All, ct));
            var before = clock.GetUtcNow() - options.Value.UnwatchedLifetime;
            await AttemptAsync(() => Task.WhenAll(open.All.Where(t => t.UnwatchedSince < before).Select(t => t.EndAsync("Nobody has watched it for long."))));
            open.Forget();
        }
    }

    private Task CheckAsync(IEnumerable<Terminal> terminals, CancellationToken ct) => rights.CheckAsync(terminals, ct);

    private async Task EndLostAsync(CancellationToken ct)
    {
        foreach (var worker in workers.Connected.Select(workers.Get))
            while (!await AttemptAsync(async () => Ended(await worker.EndLostTerminalsAsync(ct)))) await Task.Delay(AskAgain, clock, ct);
    }

    private void Ended(int lost)
    {
        if (lost > 0) LostEnded(logger, lost);
    }

    private async Task<bool> AttemptAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Failed(logger, error);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Terminals could not be looked after; it is tried again")]
    private static partial void Failed(ILogger logger, Exception error);

    [LoggerMessage(LogLevel.Information, "{Count} terminals that an earlier server had left were ended")]
    private static partial void LostEnded(ILogger logger, int count);
}
