using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Health;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Looks how well the platform works, so that who follows that is told of changes: see <see cref="HealthService"/>.</summary>
[DisallowConcurrentExecution]
public sealed class HealthCheckJob(HealthService health) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var report = await health.CheckAsync(Caller.System("health-check"), cancellationToken);
        context.Result = string.Join(", ", report.Components.Select(c => $"{c.Name} {c.State.ToString().ToLowerInvariant()}"));
    }
}
