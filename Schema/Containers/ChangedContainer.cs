using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Operations;

namespace GraphPlatform.Schema.Containers;

/// <summary>A changed container.</summary>
/// <param name="Container">As it is now; null for a plan, and once the container is deleted.</param>
/// <param name="Operation">What brings the change about; null for a plan, and where there was nothing to do.</param>
/// <param name="Plan">What the change does.</param>
[Payload]
public sealed record ChangedContainer(Container? Container, Operation? Operation, ContainerPlan Plan)
{
    // What a plan would make is not there: it has no instances and no id that means anything.
    internal static ChangedContainer Of(ContainerChange change, bool dryRun) => new(dryRun ? null : change.Container, change.Operation, change.Plan);
}

/// <summary>What a change does to a container.</summary>
[ObjectType<ContainerPlan>]
[Name("Plan")]
public static class ContainerPlanType
{
    /// <summary>In one word.</summary>
    public static PlanAction Action([Parent] ContainerPlan plan) => plan.Action;

    /// <summary>Why the container does not answer for a while; null when it goes on answering.</summary>
    public static string? DowntimeBecause([Parent] ContainerPlan plan) => plan.DowntimeBecause;

    /// <summary>What changes of its configuration.</summary>
    public static IReadOnlyList<ConfigChange> Changes([Parent] ContainerPlan plan) => plan.Changes;
}

/// <summary>A part of the configuration that changes.</summary>
[ObjectType<ConfigChange>]
public static class ConfigChangeType
{
    /// <summary>Its name in the input.</summary>
    public static string Field([Parent] ConfigChange change) => change.Field;

    /// <summary>As it is.</summary>
    public static string? From([Parent] ConfigChange change) => change.From;

    /// <summary>As it will be.</summary>
    public static string? To([Parent] ConfigChange change) => change.To;
}
