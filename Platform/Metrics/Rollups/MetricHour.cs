namespace GraphPlatform.Platform.Metrics.Rollups;

/// <summary>What a container used in an hour: always made from its minutes anew, and so the same however often it is made.</summary>
public sealed class MetricHour
{
    private MetricHour()
    {
    }

    /// <summary>The container.</summary>
    public string ContainerId { get; private set; } = "";

    /// <summary>Hours since 1970, UTC.</summary>
    public int Hour { get; private set; }

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

    /// <summary>Bytes received in the hour.</summary>
    public long NetworkReceived { get; private set; }

    /// <summary>Bytes sent in the hour.</summary>
    public long NetworkSent { get; private set; }

    /// <summary>Bytes read from disk in the hour.</summary>
    public long BlockRead { get; private set; }

    /// <summary>Bytes written to disk in the hour.</summary>
    public long BlockWritten { get; private set; }

    /// <summary>Processes and threads at most.</summary>
    public int PidsMax { get; private set; }

    /// <summary>All of it.</summary>
    public MetricFigures Figures =>
        new(Samples, CoveredMs, CpuAverage, CpuMax, MemoryAverage, MemoryMax, NetworkReceived, NetworkSent, BlockRead, BlockWritten, PidsMax);

    /// <summary>The hour that a time is in.</summary>
    public static int Of(DateTimeOffset time) => (int)(time.ToUnixTimeSeconds() / 3600);

    /// <summary>When an hour begins.</summary>
    public static DateTimeOffset Start(int hour) => DateTimeOffset.FromUnixTimeSeconds(hour * 3600L);
}
