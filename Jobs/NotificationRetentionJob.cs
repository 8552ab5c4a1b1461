using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Alerts;
using GraphPlatform.Platform.Notifications;
using Microsoft.Extensions.Options;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Removes old notifications, and alerts that have been over for as long: see <see cref="NotificationService"/>.</summary>
[DisallowConcurrentExecution]
public sealed class NotificationRetentionJob(NotificationService notifications, AlertService alerts, IOptions<NotificationOptions> options) : IJob
{
    private static readonly Caller Self = Caller.System("notification-retention");

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = $"{await notifications.RemoveOldAsync(Self, cancellationToken)}, {await alerts.RemoveOldAsync(Self, options.Value.MaxAge, cancellationToken)}";
}
