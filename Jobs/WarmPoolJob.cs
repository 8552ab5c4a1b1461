using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Pools;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Makes warm pools smaller that nobody asks for: see <see cref="WarmPoolService.SweepAsync"/>.</summary>
[DisallowConcurrentExecution]
public sealed class WarmPoolJob(WarmPoolService pools) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await pools.SweepAsync(Caller.System("warm-pool"), cancellationToken);
}
