using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Removes sessions that are over: see <see cref="SessionService.PurgeAsync"/>.</summary>
[DisallowConcurrentExecution]
public sealed class SessionPurgeJob(SessionService sessions) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await sessions.PurgeAsync(Caller.System("session-purge"), cancellationToken);
}
