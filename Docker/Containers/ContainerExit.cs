namespace GraphPlatform.Docker.Containers;

/// <summary>What a wait is for.</summary>
public enum WaitCondition
{
    /// <summary>It is not running; at once when it is not now.</summary>
    NotRunning,

    /// <summary>It ends after now; also for one not started yet.</summary>
    NextExit,

    /// <summary>It is removed.</summary>
    Removed,
}

/// <summary>How a container ended.</summary>
public sealed record ContainerExit
{
    /// <summary>Of its first process; 128 + n when signal n ended it.</summary>
    public long StatusCode { get; init; }

    /// <summary>Why the wait failed, when it did.</summary>
    public ContainerExitError? Error { get; init; }
}

/// <summary>Why a wait failed.</summary>
/// <param name="Message">The engine's words.</param>
public sealed record ContainerExitError(string? Message);
