using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Runtime;

/// <summary>Writes into an instance what the engine says of it.</summary>
internal static class Observation
{
    /// <summary>Notes it.</summary>
    /// <returns>Whether anything was new.</returns>
    public static bool Note(Container container, Instance instance, ObservedInstance? observed, DateTimeOffset now)
    {
        switch (observed?.State)
        {
            case ObservedState.Running or ObservedState.Frozen:
                return NoteAlive(container, instance, observed, now);

            case ObservedState.Exited:
                return NoteExit(container, instance, observed, now);

            case null when instance.IsAlive:
                // Somebody removed it behind our back: it is made again if it should run.
                instance.Stopped(null, now);
                return true;

            default:
                return false;
        }
    }

    /// <summary>The databases keep microseconds, the engine nanoseconds.</summary>
    private static bool Same(DateTimeOffset? one, DateTimeOffset? other) => one is { } a && other is { } b && (a - b).Duration() < TimeSpan.FromMilliseconds(1);

    private static bool NoteAlive(Container container, Instance instance, ObservedInstance observed, DateTimeOffset now)
    {
        var status = observed.State == ObservedState.Frozen ? InstanceStatus.Frozen : InstanceStatus.Running;
        var same = Same(instance.StartedAt, observed.StartedAt);
        var lost = same && observed.MemoryKills is { } kills && kills > instance.MemoryKills;
        if (lost) instance.LostProcesses(observed.MemoryKills!.Value, now);
        var steady = same && instance.SteadyAt <= now;
        if (steady) instance.Steady();
        if (instance.Status == status && same && (observed.Address is null || observed.Address == instance.Address)) return lost || steady;
        if (instance.Status == InstanceStatus.Stopping && !container.ShouldRun) return false;
        instance.Running(observed.StartedAt ?? now, observed.Address);
        if (status == InstanceStatus.Frozen) instance.Freeze();
        return true;
    }

    private static bool NoteExit(Container container, Instance instance, ObservedInstance observed, DateTimeOffset now)
    {
        var finished = observed.FinishedAt ?? now;
        switch (instance.Status)
        {
            case InstanceStatus.Stopping:
            case InstanceStatus.Running or InstanceStatus.Frozen or InstanceStatus.Waiting when !container.ShouldRun:

            // Nothing that is frozen ends by itself: its engine was restarted.
            case InstanceStatus.Frozen:
                instance.Stopped(observed.ExitCode, finished);
                return true;

            // It began and ended before we looked.
            case InstanceStatus.Pending when container.ShouldRun && observed.StartedAt is { } started && started >= instance.CreatedAt && !Same(instance.FinishedAt, finished):
                instance.Running(started, observed.Address);
                instance.Exited(observed.ExitCode, observed.OutOfMemory, finished, container.Restart, now);
                return true;

            case InstanceStatus.Running:
                instance.Exited(observed.ExitCode, observed.OutOfMemory, finished, container.Restart, now);
                return true;

            default:
                return false;
        }
    }
}
