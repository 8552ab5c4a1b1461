using System.Text.Json;

namespace GraphPlatform.Platform.Cleanup;

/// <summary>That a plan was applied, and what came of it.</summary>
public sealed class DiskCleanup
{
    private DiskCleanup()
    {
    }

    /// <summary>Notes it.</summary>
    public DiskCleanup(string id, string planId, string appliedBy, DateTimeOffset appliedAt, long freedBytes, IReadOnlyList<DiskOutcome> outcomes)
    {
        Id = id;
        PlanId = planId;
        AppliedBy = appliedBy;
        AppliedAt = appliedAt;
        FreedBytes = freedBytes;
        OutcomesJson = JsonSerializer.Serialize(outcomes);
    }

    /// <summary><c>cln_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>The plan.</summary>
    public string PlanId { get; private set; } = "";

    /// <summary>Who wanted it: an actor's id.</summary>
    public string AppliedBy { get; private set; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset AppliedAt { get; private set; }

    /// <summary>What became free, as measured.</summary>
    public long FreedBytes { get; private set; }

    /// <summary><see cref="Outcomes"/> as it is kept.</summary>
    public string OutcomesJson { get; private set; } = "[]";

    /// <summary>What came of each thing.</summary>
    public IReadOnlyList<DiskOutcome> Outcomes => JsonSerializer.Deserialize<List<DiskOutcome>>(OutcomesJson)!;
}

/// <summary>What came of one thing that was to go.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id on the engine.</param>
/// <param name="Name">What it was called there.</param>
/// <param name="Problem">Why it is still there; null when it is gone.</param>
public sealed record DiskOutcome(DiskItemKind Kind, string Id, string Name, string? Problem);
