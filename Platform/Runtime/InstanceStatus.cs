namespace GraphPlatform.Platform.Runtime;

/// <summary>What the reconciler last knew of an instance.</summary>
public enum InstanceStatus
{
    /// <summary>Recorded; its engine container may not exist yet, or is not started.</summary>
    Pending,

    /// <summary>Its processes run.</summary>
    Running,

    /// <summary>Its processes are frozen until somebody uses it.</summary>
    Frozen,

    /// <summary>It was told to end.</summary>
    Stopping,

    /// <summary>It ended because it should.</summary>
    Stopped,

    /// <summary>It ended by itself and starts again at <see cref="Instance.NextStartAt"/>.</summary>
    Waiting,

    /// <summary>It ended by itself, and stays so.</summary>
    Exited,
}
