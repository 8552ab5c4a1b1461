using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Quotas;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Computes what quotas use from the truth: see <see cref="QuotaRecalculation"/>.</summary>
[DisallowConcurrentExecution]
public sealed class QuotaRecalculationJob(QuotaRecalculation recalculation) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await recalculation.RunAsync(Caller.System("quota-recalculation"), cancellationToken);
}
