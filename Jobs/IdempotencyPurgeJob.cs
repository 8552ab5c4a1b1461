using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Operations;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Forgets old idempotency keys: see <see cref="Idempotency"/>.</summary>
[DisallowConcurrentExecution]
public sealed class IdempotencyPurgeJob(Idempotency idempotency) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await idempotency.PurgeAsync(Caller.System("idempotency-purge"), cancellationToken);
}
