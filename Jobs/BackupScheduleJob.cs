using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Backups.Policies;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Asks for backups that are due: see <see cref="BackupPolicyService.RunDueAsync"/>.</summary>
[DisallowConcurrentExecution]
public sealed class BackupScheduleJob(BackupPolicyService policies) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await policies.RunDueAsync(Caller.System("backup-schedule"), cancellationToken);
}
