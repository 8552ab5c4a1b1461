namespace GraphPlatform.Platform.Metrics.Rollups;

/// <summary>What a container used in a minute or an hour, as it lies in a table.</summary>
public abstract class MetricRow
{
    private protected MetricRow()
    {
    }

    private protected MetricRow(string containerId, in MetricFigures f)
    {
        (ContainerId, Samples, CoveredMs) = (containerId, f.Samples, f.CoveredMs);
        (CpuAverage, CpuMax, MemoryAverage, MemoryMax) = (f.CpuAverage, f.CpuMax, f.MemoryAverage, f.MemoryMax);
        (NetworkReceived, NetworkSent, BlockRead, BlockWritten, PidsMax) = (f.NetworkReceived, f.NetworkSent, f.BlockRead, f.BlockWritten, f.PidsMax);
    }

    /// <summary>The container.</summary>
    public string ContainerId { get; private set; } = "";

    /// <summary>How many samples.</summary>
    public int Samples { get; private set; }

    /// <summary>The milliseconds that they cover.</summary>
    public int CoveredMs { get; private set; }

    /// <summary>Cores on the average.</summary>
    public double CpuAverage { get; private set; }

    /// <summary>Cores at most.</summary>
    public double CpuMax { get; private set; }

    /// <summary>Bytes on the average.</summary>
    public long MemoryAverage { get; private set; }

    /// <summary>Bytes at most.</summary>
    public long MemoryMax { get; private set; }

    /// <summary>Bytes received in all of it.</summary>
    public long NetworkReceived { get; private set; }

    /// <summary>Bytes sent in all of it.</summary>
    public long NetworkSent { get; private set; }

    /// <summary>Bytes read from disk in all of it.</summary>
    public long BlockRead { get; private set; }

    /// <summary>Bytes written to disk in all of it.</summary>
    public long BlockWritten { get; private set; }

    /// <summary>Processes and threads at most.</summary>
    public int PidsMax { get; private set; }

    /// <summary>All of it.</summary>
    public MetricFigures Figures =>
        new(Samples, CoveredMs, CpuAverage, CpuMax, MemoryAverage, MemoryMax, NetworkReceived, NetworkSent, BlockRead, BlockWritten, PidsMax);
}
