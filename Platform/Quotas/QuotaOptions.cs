using System.ComponentModel.DataAnnotations;

namespace GraphPlatform.Platform.Quotas;

/// <summary>Section <c>Quotas</c>: what a new organization may use until an administrator says otherwise.</summary>
public sealed class QuotaOptions
{
    /// <summary>Containers that exist.</summary>
    [Range(0, 1_000_000)]
    public long Containers { get; init; } = 5;

    /// <summary>Memory of running containers in bytes.</summary>
    [Range(0, 1L << 50)]
    public long MemoryBytes { get; init; } = 4L << 30;

    /// <summary>CPU of running containers in thousandths of a core.</summary>
    [Range(0, 1_000_000_000)]
    public long CpuMillis { get; init; } = 4000;

    /// <summary>Bytes of volumes, writable layers and backups.</summary>
    [Range(0, 1L << 60)]
    public long StorageBytes { get; init; } = 10L << 30;

    /// <summary>The most projects of any organization. Each takes a network from Networks:Pool, which all organizations share.</summary>
    [Range(1, 1_000_000)]
    public int Projects { get; init; } = 20;

    /// <summary>The time between measurements of storage. They are slow: the engine looks at every file.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MeasureInterval { get; init; } = TimeSpan.FromMinutes(5);

    internal QuotaAmounts Limits => new(Containers, MemoryBytes, CpuMillis, StorageBytes);
}
