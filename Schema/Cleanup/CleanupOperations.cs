using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Cleanup;

namespace GraphPlatform.Schema.Cleanup;

/// <summary>The machines' disks.</summary>
[QueryType]
public static class CleanupQueries
{
    /// <summary>What may go from the machines' disks, and why the rest stays. Takes as long as the engines measure. For administrators.</summary>
    [TimeLimit(600)]
    public static Task<DiskPlan> DiskPlanAsync(Caller caller, CleanupService cleanup, CancellationToken ct) => cleanup.PlanAsync(caller, ct);

    /// <summary>The last 50 clean-ups, the latest first. For administrators.</summary>
    public static Task<IReadOnlyList<DiskCleanup>> DiskCleanupsAsync(Caller caller, CleanupService cleanup, CancellationToken ct) => cleanup.ListAsync(caller, ct);
}

/// <summary>Frees the machines' disks.</summary>
[MutationType]
public static class CleanupMutations
{
    /// <summary>Removes what a plan says may go. A plan that is no longer true removes nothing; one that was applied already tells what came of it. For administrators.</summary>
    [TimeLimit(3600)]
    public static Task<DiskCleanup> ApplyDiskPlanAsync(ApplyDiskPlanInput input, Caller caller, CleanupService cleanup, CancellationToken ct) =>
        cleanup.ApplyAsync(caller, input.PlanId, ct);
}

/// <summary>Which plan.</summary>
/// <param name="PlanId">The id of the plan that was looked at.</param>
public sealed record ApplyDiskPlanInput([ID] string PlanId);
