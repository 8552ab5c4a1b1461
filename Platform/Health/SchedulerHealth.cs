using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Jobs;

namespace GraphPlatform.Platform.Health;

/// <summary>Whether what happens by itself happens in time.</summary>
internal sealed class SchedulerHealth(JobService jobs, TimeProvider clock) : IHealthCheck
{
    private static readonly Caller Self = Caller.System("health");

    // A run may take a while, and the next is known when it has ended.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Name => "scheduler";

    public bool IsVital => false;

    public async Task<(HealthState, string)> LookAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var known = await jobs.ListAsync(Self, ct);
        var late = known.Where(j => j.NextRunAt is { } next && now - next > Patience + j.Interval).Select(j => j.Name).ToList();
        if (late.Count == 0) return (HealthState.Ok, $"{known.Count} jobs run in time.");
        return (late.Count == known.Count ? HealthState.Down : HealthState.Degraded, $"Late: {string.Join(", ", late)}. Restart the server if that stays so.");
    }
}
