using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Quotas;

/// <summary>What an organization may use, and uses. What is used is changed by <see cref="QuotaService.ChargeAsync"/> alone, in one conditional UPDATE.</summary>
public sealed class Quota : IOwned
{
    private Quota()
    {
    }

    /// <summary>The quota of a new organization.</summary>
    public Quota(string organizationId, QuotaAmounts limits)
    {
        OrganizationId = organizationId;
        (ContainersLimit, MemoryLimit, CpuLimit, StorageLimit) = (limits.Containers, limits.MemoryBytes, limits.CpuMillis, limits.StorageBytes);
        NoteLevels();
    }

    /// <summary>Whose.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>How many containers there may be.</summary>
    public long ContainersLimit { get; private set; }

    /// <summary>How many there are.</summary>
    public long ContainersUsed { get; private set; }

    /// <summary>Bytes of memory that running containers may have together.</summary>
    public long MemoryLimit { get; private set; }

    /// <summary>Bytes that they have.</summary>
    public long MemoryUsed { get; private set; }

    /// <summary>Thousandths of a core that running containers may have together.</summary>
    public long CpuLimit { get; private set; }

    /// <summary>Thousandths that they have.</summary>
    public long CpuUsed { get; private set; }

    /// <summary>Bytes that volumes, writable layers and backups may take.</summary>
    public long StorageLimit { get; private set; }

    /// <summary>Bytes that they took when they were last measured.</summary>
    public long StorageUsed { get; private set; }

    /// <summary>When storage was last measured; null before the first time.</summary>
    public DateTimeOffset? StorageMeasuredAt { get; private set; }

    /// <summary>The level of containers that history knows.</summary>
    public QuotaLevel ContainersLevel { get; private set; }

    /// <summary>The level of memory that history knows.</summary>
    public QuotaLevel MemoryLevel { get; private set; }

    /// <summary>The level of CPU that history knows.</summary>
    public QuotaLevel CpuLevel { get; private set; }

    /// <summary>The level of storage that history knows.</summary>
    public QuotaLevel StorageLevel { get; private set; }

    /// <summary>Raised by every change.</summary>
    public long Revision { get; private set; }

    /// <summary>All limits.</summary>
    public QuotaAmounts Limits => new(ContainersLimit, MemoryLimit, CpuLimit, StorageLimit);

    /// <summary>All that is used.</summary>
    public QuotaAmounts Used => new(ContainersUsed, MemoryUsed, CpuUsed, StorageUsed);

    /// <summary>The level of a dimension as it is now.</summary>
    public QuotaLevel Level(QuotaDimension dimension) => QuotaLevels.Of(Used[dimension], Limits[dimension]);

    /// <summary>Why more of a dimension is refused, and what helps; null while there is some left.</summary>
    public string? Denied(QuotaDimension dimension) => QuotaWords.DeniedBecause(this, dimension);

    /// <summary>Why more is refused, a sentence for each dimension that is exhausted; null while there is some of everything left.</summary>
    public string? DeniedBecause =>
        QuotaAmounts.Dimensions.Select(Denied).OfType<string>().ToArray() is { Length: > 0 } reasons ? string.Join(' ', reasons) : null;

    /// <summary>Whether history knows another level of some dimension than there is now.</summary>
    internal bool HasCrossed => QuotaAmounts.Dimensions.Any(d => Level(d) != KnownLevel(d));

    /// <summary>Sets other limits.</summary>
    internal void Limit(QuotaAmounts limits)
    {
        (ContainersLimit, MemoryLimit, CpuLimit, StorageLimit) = (limits.Containers, limits.MemoryBytes, limits.CpuMillis, limits.StorageBytes);
        Revision++;
    }

    /// <summary>Takes note of the levels as they are now.</summary>
    /// <returns>Which have changed, and from what.</returns>
    internal IReadOnlyList<(QuotaDimension Dimension, QuotaLevel From)> NoteLevels()
    {
        var crossed = QuotaAmounts.Dimensions.Where(d => Level(d) != KnownLevel(d)).Select(d => (d, KnownLevel(d))).ToArray();
        ContainersLevel = Level(QuotaDimension.Containers);
        MemoryLevel = Level(QuotaDimension.Memory);
        CpuLevel = Level(QuotaDimension.Cpu);
        StorageLevel = Level(QuotaDimension.Storage);
        return crossed;
    }

    private QuotaLevel KnownLevel(QuotaDimension dimension) => dimension switch
    {
        QuotaDimension.Containers => ContainersLevel,
        QuotaDimension.Memory => MemoryLevel,
        QuotaDimension.Cpu => CpuLevel,
        _ => StorageLevel,
    };
}
