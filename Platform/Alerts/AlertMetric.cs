namespace GraphPlatform.Platform.Alerts;

/// <summary>What an alert rule looks at: of all instances of a container together.</summary>
public enum AlertMetric
{
    /// <summary>Cores in use: 0.5 is half of one.</summary>
    Cpu,

    /// <summary>CPU in use, in percent of the limit.</summary>
    CpuPercent,

    /// <summary>Bytes of memory in use, without page cache that could be given back.</summary>
    Memory,

    /// <summary>Memory in use, in percent of the limit.</summary>
    MemoryPercent,

    /// <summary>Bytes received a second.</summary>
    NetworkReceived,

    /// <summary>Bytes sent a second.</summary>
    NetworkSent,

    /// <summary>Bytes read from disk a second.</summary>
    BlockRead,

    /// <summary>Bytes written to disk a second.</summary>
    BlockWritten,

    /// <summary>Processes and threads.</summary>
    Pids,

    /// <summary>Instances that should run and do not. One that is idle or asleep, was stopped or is held should not.</summary>
    NotRunning,

    /// <summary>How often in a row an instance ended by itself soon after its start; 0 when it has run for a minute.</summary>
    Crashes,
}

/// <summary>On which side of the threshold it is an alert.</summary>
public enum AlertComparison
{
    /// <summary>More than the threshold.</summary>
    Above,

    /// <summary>Less than the threshold.</summary>
    Below,
}

/// <summary>How an alert stands.</summary>
public enum AlertState
{
    /// <summary>The value is beyond the threshold, but not for long enough yet.</summary>
    Pending,

    /// <summary>It has been for long enough.</summary>
    Firing,

    /// <summary>It is over.</summary>
    Resolved,
}
