using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Scaling;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Lets containers that nobody uses fall idle, and later asleep: see <see cref="IdlePolicy"/>.</summary>
[DisallowConcurrentExecution]
public sealed class IdleSweepJob(IdlePolicy policy) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await policy.SweepAsync(Caller.System("idle-sweep"), cancellationToken);
}
