namespace GraphPlatform.Platform.Containers;

/// <summary>What a container is doing, in one word.</summary>
public enum ContainerStatus
{
    /// <summary>Asked for, not begun.</summary>
    Pending,

    /// <summary>Its image is being built.</summary>
    Building,

    /// <summary>It is being started.</summary>
    Deploying,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It is frozen until it is used.</summary>
    Idle,

    /// <summary>It is ending.</summary>
    Stopping,

    /// <summary>Nothing runs, and nothing should.</summary>
    Stopped,

    /// <summary>It ended by itself and is started again; RUNNING when that has lasted a minute, FAILED when it is given up.</summary>
    Restarting,

    /// <summary>It should run and does not.</summary>
    Failed,
}
