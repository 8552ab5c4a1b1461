using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Runtime;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Looks for what no event told: see <see cref="FullReconcile"/>.</summary>
[DisallowConcurrentExecution]
public sealed class FullReconcileJob(FullReconcile reconcile) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await reconcile.SweepAsync(Caller.System("full-reconcile"), cancellationToken);
}
