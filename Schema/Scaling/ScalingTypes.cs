using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Scaling;

namespace GraphPlatform.Schema.Scaling;

/// <summary>Between which sizes a container grows and shrinks by itself.</summary>
[ObjectType<AutoscalePolicy>]
[Name("Autoscale")]
public static class AutoscaleType
{
    /// <summary>It shrinks to no smaller one.</summary>
    public static ContainerSize Min([Parent] AutoscalePolicy policy) => policy.Min;

    /// <summary>It grows to no larger one.</summary>
    public static ContainerSize Max([Parent] AutoscalePolicy policy) => policy.Max;
}

/// <summary>More memory for a while.</summary>
/// <param name="Bytes">On top of what is configured.</param>
/// <param name="Until">When it ends.</param>
[ObjectType]
public sealed record MemoryBoost(long Bytes, DateTimeOffset Until);

/// <summary>What scaling did with a container, or could not do, and why.</summary>
[ObjectType<ScalingDecision>]
public static class ScalingDecisionType
{
    /// <summary>When.</summary>
    public static DateTimeOffset At([Parent] ScalingDecision decision) => decision.At;

    /// <summary>What was decided.</summary>
    public static ScalingAction Action([Parent] ScalingDecision decision) => decision.Action;

    /// <summary>CPU of each instance before, in cores.</summary>
    public static double FromCpu([Parent] ScalingDecision decision) => decision.FromCpuMillis / 1000.0;

    /// <summary>CPU of each instance afterwards, in cores.</summary>
    public static double ToCpu([Parent] ScalingDecision decision) => decision.ToCpuMillis / 1000.0;

    /// <summary>Memory of each instance before.</summary>
    public static long FromMemoryBytes([Parent] ScalingDecision decision) => decision.FromMemoryBytes;

    /// <summary>Memory of each instance afterwards.</summary>
    public static long ToMemoryBytes([Parent] ScalingDecision decision) => decision.ToMemoryBytes;

    /// <summary>Why, in one sentence.</summary>
    public static string Reason([Parent] ScalingDecision decision) => decision.Reason;

    /// <summary>Why it could not be done; null when it was.</summary>
    public static string? RefusedBecause([Parent] ScalingDecision decision) => decision.RefusedBecause;
}
