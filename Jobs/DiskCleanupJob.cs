using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Cleanup;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Frees disks that are too full: see <see cref="CleanupService.SweepAsync"/>.</summary>
[DisallowConcurrentExecution]
public sealed class DiskCleanupJob(CleanupService cleanup) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await cleanup.SweepAsync(Caller.System("disk-cleanup"), cancellationToken);
}
