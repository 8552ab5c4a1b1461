using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Cleanup;

namespace GraphPlatform.Schema.Cleanup;

/// <summary>What may go from the machines' disks, and why the rest stays. Only what was recorded as pulled or made by the platform may go, and never a volume.</summary>
[ObjectType<DiskPlan>]
public static class DiskPlanType
{
    /// <summary>Changes with what may go: applying it removes exactly that, or nothing.</summary>
    [ID]
    public static string Id([Parent] DiskPlan plan) => plan.Id;

    /// <summary>What may go, the largest first.</summary>
    public static IReadOnlyList<DiskItem> Removable([Parent] DiskPlan plan) => plan.Removable;

    /// <summary>What stays, with the reason, the largest first.</summary>
    public static IReadOnlyList<DiskItem> Kept([Parent] DiskPlan plan) => plan.Kept;

    /// <summary>What becomes free at least.</summary>
    public static long ReclaimableBytes([Parent] DiskPlan plan) => plan.ReclaimableBytes;

    /// <summary>The size of the fullest disk; null when it cannot be seen from the server.</summary>
    public static long? CapacityBytes([Parent] DiskPlan plan) => plan.Disk?.CapacityBytes;

    /// <summary>What is free on it.</summary>
    public static long? FreeBytes([Parent] DiskPlan plan) => plan.Disk?.FreeBytes;
}

/// <summary>Something on a machine's disk.</summary>
[ObjectType<DiskItem>]
public static class DiskItemType
{
    /// <summary>What it is.</summary>
    public static DiskItemKind Kind([Parent] DiskItem item) => item.Kind;

    /// <summary>Its id on the engine; an instance's for a container of ours.</summary>
    [ID]
    public static string Id([Parent] DiskItem item) => item.Id;

    /// <summary>What it is called there.</summary>
    public static IReadOnlyList<string> Names([Parent] DiskItem item) => item.Names;

    /// <summary>The name of the machine.</summary>
    public static string WorkerName([Parent] DiskItem item) => item.WorkerName;

    /// <summary>What becomes free at least; layers that images share go with the last of them.</summary>
    public static long Bytes([Parent] DiskItem item) => item.Bytes;

    /// <summary>Why it stays; null for what may go.</summary>
    public static string? ProtectedBecause([Parent] DiskItem item) => item.ProtectedBecause;
}

/// <summary>That a plan was applied, and what came of it.</summary>
[ObjectType<DiskCleanup>]
public static class DiskCleanupType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] DiskCleanup cleanup) => cleanup.Id;

    /// <summary>When.</summary>
    public static DateTimeOffset AppliedAt([Parent] DiskCleanup cleanup) => cleanup.AppliedAt;

    /// <summary>What became free, as measured.</summary>
    public static long FreedBytes([Parent] DiskCleanup cleanup) => cleanup.FreedBytes;

    /// <summary>What came of each thing.</summary>
    public static IReadOnlyList<DiskOutcome> Outcomes([Parent] DiskCleanup cleanup) => cleanup.Outcomes;
}

/// <summary>What came of one thing that was to go.</summary>
[ObjectType<DiskOutcome>]
public static class DiskOutcomeType
{
    /// <summary>What it is.</summary>
    public static DiskItemKind Kind([Parent] DiskOutcome outcome) => outcome.Kind;

    /// <summary>What it was called.</summary>
    public static string Name([Parent] DiskOutcome outcome) => outcome.Name;

    /// <summary>Why it is still there; null when it is gone.</summary>
    public static string? Problem([Parent] DiskOutcome outcome) => outcome.Problem;
}
