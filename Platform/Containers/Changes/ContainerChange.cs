using GraphPlatform.Platform.Operations;

namespace GraphPlatform.Platform.Containers.Changes;

/// <summary>A changed container.</summary>
/// <param name="Container">As it is now, or, of a plan, as it would be; null when the change was asked for before and the container is deleted by now.</param>
/// <param name="Operation">What brings the change about; null for a plan, and where nothing was to be done.</param>
/// <param name="Plan">What the change does.</param>
public sealed record ContainerChange(Container? Container, Operation? Operation, ContainerPlan Plan);
