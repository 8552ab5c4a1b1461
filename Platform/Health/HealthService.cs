using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.Platform.Health;

/// <summary>
/// Tells how well the platform works. Anybody may ask, as load balancers do: so an answer is good for a moment, and however many ask, each part is looked at once.
/// </summary>
public sealed partial class HealthService : IDisposable
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<IHealthCheck> checks;
    private readonly EventBus events;
    private readonly TimeProvider clock;
    private readonly ILogger<HealthService> logger;
    private readonly SemaphoreSlim looking = new(1, 1);
    private HealthReport? last;

    internal HealthService(IEnumerable<IHealthCheck> checks, EventBus events, TimeProvider clock, ILogger<HealthService> logger)
    {
        this.checks = [.. checks];
        (this.events, this.clock, this.logger) = (events, clock, logger);
    }

    /// <summary>How well it works now, or did a moment ago.</summary>
    public async Task<HealthReport> CheckAsync(Caller caller, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(caller);
        await looking.WaitAsync(ct);
        try
        {
            if (last is { } known && clock.GetUtcNow() - known.CheckedAt < GoodFor) return known;
            var components = await Task.WhenAll(checks.Select(check => LookAsync(check, ct)));
            var report = new HealthReport(Overall(components), components, clock.GetUtcNow());
            var before = last;
            last = report;
            if (before is null || !States(before).SequenceEqual(States(report))) Log(report);
            if (before is not null && !States(before).SequenceEqual(States(report))) events.Publish(new HealthChanged());
            return report;
        }
        finally
        {
            looking.Release();
        }
    }

    /// <summary>How well it works now, and again when that has changed. A job looks every few seconds.</summary>
    public IAsyncEnumerable<HealthReport> Follow(Caller caller, CancellationToken ct)
    {
        if (!caller.IsSystem) caller.DemandUser();
        return ReportsAsync(caller, ct);
    }

    /// <inheritdoc />
    public void Dispose() => looking.Dispose();

    private static IEnumerable<(string, HealthState)> States(HealthReport report) => report.Components.Select(c => (c.Name, c.State));

    private async IAsyncEnumerable<HealthReport> ReportsAsync(Caller caller, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        using var changes = events.Subscribe<HealthChanged>(capacity: 1);
        yield return await CheckAsync(caller, ct);
        while (await changes.WaitAsync(ct))
        {
            while (changes.TryRead(out _))
            {
                // Only that something changed counts.
            }

            yield return last!;
        }
    }

    private HealthState Overall(IReadOnlyList<ComponentHealth> components)
    {
        var vital = checks.Where(c => c.IsVital).Select(c => c.Name).ToHashSet();
        if (components.Any(c => c.State == HealthState.Down && vital.Contains(c.Name))) return HealthState.Down;
        return components.All(c => c.State == HealthState.Ok) ? HealthState.Ok : HealthState.Degraded;
    }

    private async Task<ComponentHealth> LookAsync(IHealthCheck check, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            var (state, reason) = await check.LookAsync(either.Token).WaitAsync(either.Token);
            return new ComponentHealth(check.Name, state, reason, clock.GetElapsedTime(began));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new ComponentHealth(check.Name, HealthState.Down, $"There was no answer within {Limit.TotalSeconds:0} seconds.", clock.GetElapsedTime(began));
        }
        catch (Exception error) when (DatabaseErrors.Explain(error) is { } explained)
        {
            return new ComponentHealth(check.Name, HealthState.Down, explained.Message, clock.GetElapsedTime(began));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            CannotLook(logger, check.Name, error);
            return new ComponentHealth(check.Name, HealthState.Down, "It does not answer as it should. The server's log says more.", clock.GetElapsedTime(began));
        }
    }

    private void Log(HealthReport report)
    {
        foreach (var component in report.Components.Where(c => c.State != HealthState.Ok)) NotWell(logger, component.Name, component.State, component.Reason);
    }

    [LoggerMessage(LogLevel.Warning, "Health: {Name} is {State}: {Reason}")]
    private static partial void NotWell(ILogger logger, string name, HealthState state, string reason);

    [LoggerMessage(LogLevel.Warning, "Health: {Name} could not be looked at")]
    private static partial void CannotLook(ILogger logger, string name, Exception error);
}

/// <summary>The platform works better or worse than before.</summary>
internal sealed record HealthChanged;
