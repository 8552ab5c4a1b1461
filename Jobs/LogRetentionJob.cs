using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Logs;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Removes old log lines: see <see cref="LogRetention"/>.</summary>
[DisallowConcurrentExecution]
public sealed class LogRetentionJob(LogRetention retention) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await retention.SweepAsync(Caller.System("log-retention"), cancellationToken);
}
