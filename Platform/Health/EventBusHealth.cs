using GraphPlatform.Platform.Events;

namespace GraphPlatform.Platform.Health;

/// <summary>Whether what is published arrives.</summary>
internal sealed class EventBusHealth(EventBus events) : IHealthCheck
{
    public string Name => "events";

    public bool IsVital => true;

    public async Task<(HealthState, string)> LookAsync(CancellationToken ct)
    {
        var ping = new Ping();
        using var reader = events.Subscribe<Ping>(p => ReferenceEquals(p, ping), capacity: 1);
        events.Publish(ping);
        await reader.WaitAsync(ct);
        return (HealthState.Ok, "What is published arrives.");
    }

    private sealed class Ping;
}
