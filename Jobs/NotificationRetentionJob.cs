using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Notifications;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Removes old notifications: see <see cref="NotificationService"/>.</summary>
[DisallowConcurrentExecution]
public sealed class NotificationRetentionJob(NotificationService notifications) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await notifications.RemoveOldAsync(Caller.System("notification-retention"), cancellationToken);
}
