using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;

namespace GraphPlatform.Platform.Scaling;

/// <summary>What scaling did with a container, or could not do, and why.</summary>
public sealed class ScalingDecision : IOwned
{
    private ScalingDecision()
    {
    }

    /// <summary>A decision.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="container">The container, before it is changed.</param>
    /// <param name="wish">What should be done.</param>
    /// <param name="refusedBecause">Why it could not be; null when it was.</param>
    /// <param name="now">The time.</param>
    public ScalingDecision(string id, Container container, ScalingWish wish, string? refusedBecause, DateTimeOffset now)
    {
        Id = id;
        OrganizationId = container.OrganizationId;
        ContainerId = container.Id;
        Action = wish.Action;
        FromCpuMillis = container.CpuMillis;
        FromMemoryBytes = container.Allowed.MemoryBytes;
        ToCpuMillis = wish.To.CpuMillis;
        ToMemoryBytes = wish.To.MemoryBytes;
        Reason = wish.Reason;
        RefusedBecause = refusedBecause;
        At = now;
    }

    /// <summary><c>scl_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>The organization it belongs to.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>The container.</summary>
    public string ContainerId { get; private set; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>What was decided.</summary>
    public ScalingAction Action { get; private set; }

    /// <summary>CPU of each instance before, in thousandths of a core.</summary>
    public int FromCpuMillis { get; private set; }

    /// <summary>Memory of each instance before, in bytes.</summary>
    public long FromMemoryBytes { get; private set; }

    /// <summary>CPU of each instance afterwards, in thousandths of a core.</summary>
    public int ToCpuMillis { get; private set; }

    /// <summary>Memory of each instance afterwards, in bytes.</summary>
    public long ToMemoryBytes { get; private set; }

    /// <summary>Why, in one sentence.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Why it could not be done; null when it was.</summary>
    public string? RefusedBecause { get; private set; }
}
