using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Alerts;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Looks at alert rules: see <see cref="AlertEvaluation"/>.</summary>
[DisallowConcurrentExecution]
public sealed class AlertEvaluationJob(AlertEvaluation alerts) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await alerts.EvaluateAsync(Caller.System("alert-evaluation"), cancellationToken);
}
