namespace GraphPlatform.Platform.Metrics;

/// <summary>What a container used, point by point.</summary>
/// <param name="Points">The oldest first; none where nothing ran.</param>
public sealed record MetricSeries(IReadOnlyList<MetricBucket> Points)
{
    /// <summary>Nothing.</summary>
    public static MetricSeries Empty { get; } = new([]);

    /// <summary>One metric of it.</summary>
    public IReadOnlyList<MetricPoint> Of(MetricKind kind) => [.. Points.Select(p => p.Of(kind))];
}

/// <summary>All metrics of one point.</summary>
/// <param name="at">When it begins.</param>
public sealed class MetricBucket(DateTimeOffset at)
{
    private double received, sent, read, written;

    /// <summary>When it begins.</summary>
    public DateTimeOffset At => at;

    /// <summary>What was used in it.</summary>
    public MetricFigures Figures { get; private set; }

    /// <summary>Adds a shorter stretch.</summary>
    internal void Add(in MetricFigures more)
    {
        Figures = Figures.Plus(more);
        received = Math.Max(received, Rate(more.NetworkReceived, more));
        sent = Math.Max(sent, Rate(more.NetworkSent, more));
        read = Math.Max(read, Rate(more.BlockRead, more));
        written = Math.Max(written, Rate(more.BlockWritten, more));
    }

    /// <summary>One metric of it.</summary>
    public MetricPoint Of(MetricKind kind) => kind switch
    {
        MetricKind.Cpu => new(at, Math.Round(Figures.CpuAverage, 4), Math.Round(Figures.CpuMax, 4)),
        MetricKind.Memory => new(at, Figures.MemoryAverage, Figures.MemoryMax),
        MetricKind.NetworkReceived => Rated(Figures.NetworkReceived, received),
        MetricKind.NetworkSent => Rated(Figures.NetworkSent, sent),
        MetricKind.BlockRead => Rated(Figures.BlockRead, read),
        MetricKind.BlockWritten => Rated(Figures.BlockWritten, written),
        _ => new(at, Figures.PidsMax, Figures.PidsMax),
    };

    private static double Rate(long bytes, in MetricFigures of) => of.CoveredMs == 0 ? 0 : bytes * 1000.0 / of.CoveredMs;

    private MetricPoint Rated(long bytes, double most) => new(at, Math.Round(Rate(bytes, Figures), 1), Math.Round(most, 1));
}
