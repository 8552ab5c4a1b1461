using System.ComponentModel.DataAnnotations;

namespace GraphPlatform.Platform.Containers;

/// <summary>Section <c>Containers</c>: what a container gets that asks for nothing else.</summary>
public sealed class ContainerOptions
{
    /// <summary>CPU in thousandths of a core.</summary>
    [Range(10, 1_000_000)]
    public int CpuMillis { get; init; } = 500;

    /// <summary>Memory in bytes.</summary>
    [Range(6L << 20, 1L << 46)]
    public long MemoryBytes { get; init; } = 512L << 20;

    /// <summary>Processes and threads.</summary>
    [Range(1, 1_000_000)]
    public int PidsLimit { get; init; } = 256;

    /// <summary>Time between the polite signal and the end.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(10);
}
