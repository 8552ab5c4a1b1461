using GraphPlatform.Jobs.Cron;
using GraphPlatform.Platform.Backups.Policies;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Everything that happens by itself, and when.</summary>
public static class Schedule
{
    /// <summary>All jobs.</summary>
    internal static IReadOnlyList<Entry> Entries { get; } =
    [
        new("full-reconcile", typeof(FullReconcileJob), TimeSpan.FromMinutes(1), "Compares every container with what runs, and corrects what no event told."),
        new("idle-sweep", typeof(IdleSweepJob), TimeSpan.FromSeconds(5), "Freezes containers that nobody uses, and later stops them."),
        new("autoscale", typeof(AutoscaleJob), TimeSpan.FromSeconds(15), "Gives containers that scale by themselves more or less, and takes memory boosts back."),
        new("alert-evaluation", typeof(AlertEvaluationJob), TimeSpan.FromSeconds(15), "Compares what containers use with alert rules, and tells members of what fires and what is over."),
        new("idempotency-purge", typeof(IdempotencyPurgeJob), TimeSpan.FromHours(1), "Forgets idempotency keys that are older than a day."),
        new("log-retention", typeof(LogRetentionJob), TimeSpan.FromHours(1), "Removes log lines beyond the limits of age and size, and logs of deleted containers."),
        new("warm-pool", typeof(WarmPoolJob), TimeSpan.FromMinutes(1), "Makes warm pools smaller that nobody asks for, and looks at each."),
        new("disk-cleanup", typeof(DiskCleanupJob), TimeSpan.FromMinutes(30), "Frees a disk that is fuller than allowed of images that we pulled and nobody needs."),
        new("health-check", typeof(HealthCheckJob), TimeSpan.FromSeconds(10), "Looks how well database, engine, disk, scheduler and events work."),
        new("metric-rollup", typeof(MetricRollupJob), TimeSpan.FromMinutes(5), "Makes hours of what containers used of its minutes."),
        new("metric-retention", typeof(MetricRetentionJob), TimeSpan.FromMinutes(15), "Removes minutes and hours of metrics that are older than they are kept."),
        new("quota-recalculation", typeof(QuotaRecalculationJob), TimeSpan.FromSeconds(30), "Computes what quotas use from the truth, and measures storage every few minutes."),
        new("notification-retention", typeof(NotificationRetentionJob), TimeSpan.FromHours(1), "Removes notifications that are older than they are kept."),
        new("backup-schedule", typeof(BackupScheduleJob), TimeSpan.FromSeconds(15), "Asks for backups of containers whose schedules say that they are due."),
        new("backup-retention", typeof(BackupRetentionJob), TimeSpan.FromMinutes(15), "Removes backups that are not kept any longer, and what failed ones have left."),
        new("session-purge", typeof(SessionPurgeJob), TimeSpan.FromHours(1), "Removes sessions that have been over for a day, with their tokens."),
    ];

    /// <summary>Registers Quartz with these jobs.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddQuartz(quartz =>
        {
            quartz.AddJobListener<JobRecorder>();
            foreach (var entry in Entries)
            {
                quartz.AddJob(entry.Job, j => j.WithIdentity(entry.Name).WithDescription(entry.Description).StoreDurably());
                quartz.AddTrigger(t => t.ForJob(entry.Name).WithIdentity(entry.Name).StartNow()
                    .WithSchedule(SimpleScheduleBuilder.Create().WithInterval(entry.Interval).RepeatForever()));
            }
        });
        services.AddSingleton<ICronTimes, QuartzCron>().AddHostedService<JobSchedulePublisher>();
        return services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
    }

    /// <summary>A job and when it runs.</summary>
    internal sealed record Entry(string Name, Type Job, TimeSpan Interval, string Description);
}
