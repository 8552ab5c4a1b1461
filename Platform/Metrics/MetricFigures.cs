namespace GraphPlatform.Platform.Metrics;

/// <summary>What a container used in a stretch of time.</summary>
/// <param name="Samples">How many samples say so.</param>
/// <param name="CoveredMs">The milliseconds that they cover: what lies between is a gap.</param>
/// <param name="CpuAverage">Cores.</param>
/// <param name="CpuMax">Cores, in the sample that had most.</param>
/// <param name="MemoryAverage">Bytes.</param>
/// <param name="MemoryMax">Bytes, in the sample that had most.</param>
/// <param name="NetworkReceived">Bytes in all of it.</param>
/// <param name="NetworkSent">Bytes in all of it.</param>
/// <param name="BlockRead">Bytes in all of it.</param>
/// <param name="BlockWritten">Bytes in all of it.</param>
/// <param name="PidsMax">Processes and threads, in the sample that had most.</param>
public readonly record struct MetricFigures(
    int Samples,
    int CoveredMs,
    double CpuAverage,
    double CpuMax,
    long MemoryAverage,
    long MemoryMax,
    long NetworkReceived,
    long NetworkSent,
    long BlockRead,
    long BlockWritten,
    int PidsMax)
{
    /// <summary>Longer between two samples is a gap; what came before one is not covered.</summary>
    private const double LongestStepMs = 5000;
    private const double UsualStepMs = 1000;

    /// <summary>Sums up the moments of a stretch.</summary>
    /// <param name="moments">All that there are, the oldest first.</param>
    /// <param name="from">The stretch begins here.</param>
    /// <param name="until">And ends before this.</param>
    /// <returns>Null when there is none.</returns>
    internal static MetricFigures? Of(IReadOnlyList<Moment> moments, DateTimeOffset from, DateTimeOffset until)
    {
        var (samples, covered, cpu, cpuMax, memory, memoryMax, pids, traffic) = (0, 0.0, 0.0, 0.0, 0.0, 0L, 0, default(Traffic));
        for (var i = 0; i < moments.Count; i++)
        {
            var (sample, moved) = moments[i];
            if (sample.At < from || sample.At >= until) continue;
            samples++;
            covered += StepMs(moments, i);
            cpu += sample.CpuCores;
            cpuMax = Math.Max(cpuMax, sample.CpuCores);
            memory += sample.MemoryBytes;
            memoryMax = Math.Max(memoryMax, sample.MemoryBytes);
            pids = Math.Max(pids, sample.Pids);
            traffic += moved;
        }

        return samples == 0 ? null : new(
            samples, (int)Math.Max(1, Math.Round(covered)), cpu / samples, cpuMax, (long)(memory / samples), memoryMax, traffic.Received, traffic.Sent, traffic.Read, traffic.Written, pids);
    }

    /// <summary>How long before a moment the one before it was.</summary>
    internal static double StepMs(IReadOnlyList<Moment> moments, int index)
    {
        if (index == 0) return UsualStepMs;
        var step = (moments[index].Sample.At - moments[index - 1].Sample.At).TotalMilliseconds;
        return step is > 0 and <= LongestStepMs ? step : UsualStepMs;
    }

    /// <summary>Both stretches together: averages weigh as many samples as they are made of.</summary>
    public MetricFigures Plus(in MetricFigures more)
    {
        var samples = Samples + more.Samples;
        return samples == 0 ? this : new(
            samples,
            CoveredMs + more.CoveredMs,
            ((CpuAverage * Samples) + (more.CpuAverage * more.Samples)) / samples,
            Math.Max(CpuMax, more.CpuMax),
            (long)((((double)MemoryAverage * Samples) + ((double)more.MemoryAverage * more.Samples)) / samples),
            Math.Max(MemoryMax, more.MemoryMax),
            NetworkReceived + more.NetworkReceived,
            NetworkSent + more.NetworkSent,
            BlockRead + more.BlockRead,
            BlockWritten + more.BlockWritten,
            Math.Max(PidsMax, more.PidsMax));
    }
}
