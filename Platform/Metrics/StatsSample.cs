namespace GraphPlatform.Platform.Metrics;

/// <summary>What an instance used, at one moment, or all of a container together. Counters count from the instance's start; a container's from when it was first measured, and they never fall.</summary>
/// <param name="At">When.</param>
/// <param name="CpuCores">Cores in use since the sample before: 0.5 is half of one.</param>
/// <param name="MemoryBytes">Memory in use, without the page cache that could be given back.</param>
/// <param name="NetworkRxBytes">Bytes received.</param>
/// <param name="NetworkTxBytes">Bytes sent.</param>
/// <param name="BlockReadBytes">Bytes read from disk.</param>
/// <param name="BlockWriteBytes">Bytes written to disk.</param>
/// <param name="Pids">Processes and threads.</param>
public readonly record struct StatsSample(
    DateTimeOffset At,
    double CpuCores,
    long MemoryBytes,
    long NetworkRxBytes,
    long NetworkTxBytes,
    long BlockReadBytes,
    long BlockWriteBytes,
    int Pids);
