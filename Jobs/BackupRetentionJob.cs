using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Backups.Policies;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Lets old backups go: see <see cref="BackupPolicyService.RetainAsync"/>.</summary>
[DisallowConcurrentExecution]
public sealed class BackupRetentionJob(BackupPolicyService policies) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await policies.RetainAsync(Caller.System("backup-retention"), cancellationToken);
}
