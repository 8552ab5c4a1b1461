using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Metrics.Rollups;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Makes hours of minutes: see <see cref="HourRollups"/>.</summary>
[DisallowConcurrentExecution]
public sealed class MetricRollupJob(HourRollups rollups) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await rollups.RollUpAsync(Caller.System("metric-rollup"), cancellationToken);
}
