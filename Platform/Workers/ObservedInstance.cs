namespace GraphPlatform.Platform.Workers;

/// <summary>What the engine says of an instance.</summary>
public enum ObservedState
{
    /// <summary>Made, never started.</summary>
    Created,

    /// <summary>Its processes run.</summary>
    Running,

    /// <summary>Its processes are frozen.</summary>
    Frozen,

    /// <summary>Its processes have ended.</summary>
    Exited,

    /// <summary>It is on its way out.</summary>
    Removing,
}

/// <summary>An instance as the engine has it.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="State">What it is doing.</param>
/// <param name="ExitCode">Of its last end.</param>
/// <param name="OutOfMemory">Whether it ended because it passed its memory limit.</param>
/// <param name="StartedAt">When its processes last started.</param>
/// <param name="FinishedAt">When they last ended.</param>
public sealed record ObservedInstance(
    string InstanceId, ObservedState State, int ExitCode, bool OutOfMemory, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt)
{
    /// <summary>Its address on the project's network; null while it has no processes.</summary>
    public string? Address { get; init; }

    /// <summary>The machine's id of its first process; null while it has none.</summary>
    public int? Pid { get; init; }

    /// <summary>How many of its processes the kernel killed for memory since it started; null where that cannot be told.</summary>
    public int? MemoryKills { get; init; }
}
