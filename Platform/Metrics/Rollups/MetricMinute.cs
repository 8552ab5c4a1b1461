namespace GraphPlatform.Platform.Metrics.Rollups;

/// <summary>
/// What a container used in a minute, as one run of a server saw it. A server that is restarted in the middle of a minute has two runs in it, and both are
/// kept: a row is only ever written again with the same, so that a write of which nobody knows whether it was done can be repeated.
/// </summary>
public sealed class MetricMinute
{
    private MetricMinute()
    {
    }

    /// <summary>A minute's figures.</summary>
    public MetricMinute(string containerId, int minute, int run, in MetricFigures f)
    {
        (ContainerId, Minute, Run) = (containerId, minute, run);
        (Samples, CoveredMs, CpuAverage, CpuMax, MemoryAverage, MemoryMax) = (f.Samples, f.CoveredMs, f.CpuAverage, f.CpuMax, f.MemoryAverage, f.MemoryMax);
        (NetworkReceived, NetworkSent, BlockRead, BlockWritten, PidsMax) = (f.NetworkReceived, f.NetworkSent, f.BlockRead, f.BlockWritten, f.PidsMax);
    }

    /// <summary>The container.</summary>
    public string ContainerId { get; private set; } = "";

    /// <summary>Minutes since 1970, UTC.</summary>
    public int Minute { get; private set; }

    /// <summary>A number that a server takes for itself when it starts.</summary>
    public int Run { get; private set; }

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

    /// <summary>Bytes received in the minute.</summary>
    public long NetworkReceived { get; private set; }

    /// <summary>Bytes sent in the minute.</summary>
    public long NetworkSent { get; private set; }

    /// <summary>Bytes read from disk in the minute.</summary>
    public long BlockRead { get; private set; }

    /// <summary>Bytes written to disk in the minute.</summary>
    public long BlockWritten { get; private set; }

    /// <summary>Processes and threads at most.</summary>
    public int PidsMax { get; private set; }

    /// <summary>All of it.</summary>
    public MetricFigures Figures =>
        new(Samples, CoveredMs, CpuAverage, CpuMax, MemoryAverage, MemoryMax, NetworkReceived, NetworkSent, BlockRead, BlockWritten, PidsMax);

    /// <summary>The minute that a time is in.</summary>
    public static int Of(DateTimeOffset time) => (int)(time.ToUnixTimeSeconds() / 60);

    /// <summary>When a minute begins.</summary>
    public static DateTimeOffset Start(int minute) => DateTimeOffset.FromUnixTimeSeconds(minute * 60L);
}
