using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Scaling;

/// <summary>Between which sizes a container grows and shrinks by itself.</summary>
/// <param name="Min">It shrinks to no smaller one.</param>
/// <param name="Max">It grows to no larger one.</param>
public sealed record AutoscalePolicy(ContainerSize Min, ContainerSize Max)
{
    internal void Validate(Problems problems) => problems.Require(Min <= Max, "The smallest size is not larger than the largest.", "autoscale", "max");
}
