using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Scaling;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Gives containers more or less as they need it: see <see cref="ScalingService"/>.</summary>
[DisallowConcurrentExecution]
public sealed class AutoscaleJob(ScalingService scaling) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await scaling.SweepAsync(Caller.System("autoscale"), cancellationToken);
}
