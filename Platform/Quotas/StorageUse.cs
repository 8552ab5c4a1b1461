using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Quotas;

/// <summary>The bytes that a volume, or an instance's writable layer, took when its machine was last measured.</summary>
public sealed class StorageUse : IOwned
{
    private StorageUse()
    {
    }

    /// <summary>A measured value.</summary>
    public StorageUse(string workerId, string subjectId, string organizationId, long bytes, DateTimeOffset at)
    {
        WorkerId = workerId;
        SubjectId = subjectId;
        OrganizationId = organizationId;
        Bytes = bytes;
        MeasuredAt = at;
    }

    /// <summary>The machine that it is on.</summary>
    public string WorkerId { get; private set; } = "";

    /// <summary>A volume's or an instance's id.</summary>
    public string SubjectId { get; private set; } = "";

    /// <summary>Whose it is.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>How many.</summary>
    public long Bytes { get; private set; }

    /// <summary>When.</summary>
    public DateTimeOffset MeasuredAt { get; private set; }

    /// <summary>It was measured again.</summary>
    internal void Measure(long bytes, DateTimeOffset at) => (Bytes, MeasuredAt) = (bytes, at);
}
