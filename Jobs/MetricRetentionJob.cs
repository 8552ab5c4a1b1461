using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Metrics.Rollups;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Removes old minutes and hours: see <see cref="HourRollups"/>.</summary>
[DisallowConcurrentExecution]
public sealed class MetricRetentionJob(HourRollups rollups) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await rollups.RemoveOldAsync(Caller.System("metric-retention"), cancellationToken);
}
