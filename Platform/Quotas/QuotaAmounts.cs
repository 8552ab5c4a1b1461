using GraphPlatform.Platform.Containers;

namespace GraphPlatform.Platform.Quotas;

/// <summary>What is limited.</summary>
public enum QuotaDimension
{
    /// <summary>Containers that exist, whether they run or not.</summary>
    Containers,

    /// <summary>Memory of the containers that run or are frozen, in bytes.</summary>
    Memory,

    /// <summary>CPU of the containers that run or are frozen, in thousandths of a core.</summary>
    Cpu,

    /// <summary>Bytes that volumes, writable layers and backups take, as last measured.</summary>
    Storage,
}

/// <summary>An amount of each thing that is limited; as a change, what is taken (above 0) or given back (below).</summary>
/// <param name="Containers">Containers.</param>
/// <param name="MemoryBytes">Memory in bytes.</param>
/// <param name="CpuMillis">CPU in thousandths of a core.</param>
/// <param name="StorageBytes">Storage in bytes; it is measured, not taken.</param>
public readonly record struct QuotaAmounts(long Containers = 0, long MemoryBytes = 0, long CpuMillis = 0, long StorageBytes = 0)
{
    /// <summary>All dimensions.</summary>
    public static IReadOnlyList<QuotaDimension> Dimensions { get; } = Enum.GetValues<QuotaDimension>();

    /// <summary>The amount of one dimension.</summary>
    public long this[QuotaDimension dimension] => dimension switch
    {
        QuotaDimension.Containers => Containers,
        QuotaDimension.Memory => MemoryBytes,
        QuotaDimension.Cpu => CpuMillis,
        _ => StorageBytes,
    };

    /// <summary>Whether it is a new container, or one that starts: what is refused while storage is exhausted.</summary>
    internal bool Begins => Containers > 0 || (MemoryBytes > 0 && CpuMillis > 0);

    /// <summary>What a container takes: itself, and its instances' memory and CPU while they should run.</summary>
    public static QuotaAmounts Of(Container container) => container.KeepsResources
        ? new(1, container.Replicas * container.Allowed.MemoryBytes, container.Replicas * (long)container.CpuMillis)
        : new(1);

    /// <summary>Both together.</summary>
    public static QuotaAmounts operator +(QuotaAmounts one, QuotaAmounts other) => new(
        one.Containers + other.Containers, one.MemoryBytes + other.MemoryBytes, one.CpuMillis + other.CpuMillis, one.StorageBytes + other.StorageBytes);

    /// <summary>The difference.</summary>
    public static QuotaAmounts operator -(QuotaAmounts one, QuotaAmounts other) => one + -other;

    /// <summary>What was taken, given back.</summary>
    public static QuotaAmounts operator -(QuotaAmounts amounts) => new(-amounts.Containers, -amounts.MemoryBytes, -amounts.CpuMillis, -amounts.StorageBytes);
}
