namespace GraphPlatform.Platform.Metrics;

/// <summary>What is measured of a container: of all its instances together.</summary>
public enum MetricKind
{
    /// <summary>Cores in use: 0.5 is half of one.</summary>
    Cpu,

    /// <summary>Bytes of memory in use, without page cache that could be given back.</summary>
    Memory,

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
}
