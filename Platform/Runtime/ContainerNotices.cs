using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Notifications;
using GraphPlatform.Platform.Runtime.Plans;

namespace GraphPlatform.Platform.Runtime;

/// <summary>What members are told of a container that went wrong while nobody may be looking.</summary>
internal static class ContainerNotices
{
    // A worker that is killed is often started again and killed again.
    private static readonly TimeSpan MemoryPause = TimeSpan.FromHours(1);

    /// <summary>Tells of an instance that has changed in <paramref name="write"/>.</summary>
    /// <param name="write">The write.</param>
    /// <param name="instance">The instance as it is now.</param>
    /// <param name="before">Its status before.</param>
    /// <param name="killed">When the kernel had last killed processes of it before.</param>
    public static void Changed(ReconcileWrite write, Instance instance, InstanceStatus before, DateTimeOffset? killed)
    {
        var container = write.Container;
        if (instance.Status == InstanceStatus.Exited && before != InstanceStatus.Exited && instance.ExitCode != 0 && container.ShouldRun)
        {
            var times = instance.Crashes > 1 ? $", {instance.Crashes} times in a row" : "";
            Tell(write, NotificationKind.ContainerFailed, $"{container.Name} has failed", $"{Readiness.EndOf(container, instance)}{times}, and is not started again by itself. Look at its log, then start it.");
        }

        if (instance.MemoryKilledAt is { } at && at != killed && !(at - killed < MemoryPause))
        {
            Tell(write, NotificationKind.MemoryExhausted, $"{container.Name} ran out of memory", $"The kernel has killed {(instance.MemoryKills == 1 ? "a process" : $"{instance.MemoryKills} processes")} in it, "
                + $"which together passed its {(instance.Resources?.MemoryBytes ?? container.MemoryBytes) >> 20} MiB; its first process goes on. It gets more for half an hour if the quota has it: its scaling decisions say so.");
        }
    }

    /// <summary>Tells of a new version that was taken back.</summary>
    public static void RolloutFailed(ReconcileWrite write, int number, Problem problem) =>
        Tell(write, NotificationKind.DeploymentFailed, $"Deployment {number} of {write.Container.Name} failed", $"{problem.Message} The version before goes on.");

    /// <summary>Tells of a container that could not be brought about, once until it is.</summary>
    public static void Failed(ReconcileWrite write, PlatformException error)
    {
        if (write.Container.Failures == 1 && !error.Transient) Tell(write, NotificationKind.ContainerFailed, $"{write.Container.Name} cannot be started", error.Message);
    }

    private static void Tell(ReconcileWrite write, NotificationKind kind, string title, string text) =>
        NotificationService.Tell(write.Work, write.Container.OrganizationId, kind, title, text, write.Container.Id, write.Now);
}
