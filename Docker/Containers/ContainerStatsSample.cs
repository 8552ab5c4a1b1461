namespace GraphPlatform.Docker.Containers;

/// <summary>A reading of a container's counters, about one a second. Counters grow from its start; differences of two samples are rates.</summary>
public readonly record struct ContainerStatsSample
{
    /// <summary>When it was read; null when the container was not running, and all else is zero then.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>CPU time used by all its processes, in nanoseconds.</summary>
    public long CpuNanoseconds { get; init; }

    /// <summary>CPU time of the whole machine over all CPUs, in nanoseconds.</summary>
    public long SystemCpuNanoseconds { get; init; }

    /// <summary>How many CPUs the machine has.</summary>
    public int OnlineCpus { get; init; }

    /// <summary>Time for which it was held back by its CPU limit, in nanoseconds.</summary>
    public long ThrottledNanoseconds { get; init; }

    /// <summary>Memory in bytes, without the page cache that the kernel can drop (inactive file pages, cgroup v1 and v2).</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Memory in bytes with the cache.</summary>
    public long MemoryWithCacheBytes { get; init; }

    /// <summary>The memory limit in bytes; the machine's memory when it has none.</summary>
    public long MemoryLimitBytes { get; init; }

    /// <summary>Bytes received on all its networks.</summary>
    public long NetworkReceivedBytes { get; init; }

    /// <summary>Bytes sent on all its networks.</summary>
    public long NetworkSentBytes { get; init; }

    /// <summary>Bytes read from disks.</summary>
    public long BlockReadBytes { get; init; }

    /// <summary>Bytes written to disks.</summary>
    public long BlockWrittenBytes { get; init; }

    /// <summary>Processes and threads.</summary>
    public long Pids { get; init; }

    /// <summary>How many CPUs it used on average since <paramref name="earlier"/>: 1.5 is one and a half; null when that cannot be told.</summary>
    public double? CpusUsedSince(in ContainerStatsSample earlier) =>
        ReadAt is { } now && earlier.ReadAt is { } then && now > then && CpuNanoseconds >= earlier.CpuNanoseconds
            ? (CpuNanoseconds - earlier.CpuNanoseconds) / (now - then).TotalNanoseconds
            : null;
}
