using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Platform.Workers;

/// <summary>All that a worker needs to make an instance.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Name">The host name inside, and the name that others in the project reach it by.</param>
/// <param name="Network">The project's network.</param>
/// <param name="Reachable">Whether others on the network reach it by that name at once, or only after it has joined.</param>
/// <param name="Spec">What it runs; its digest is resolved.</param>
/// <param name="Resources">What it may use.</param>
public sealed record InstanceSpec(string InstanceId, string Name, string Network, bool Reachable, DeploymentSpec Spec, Resources Resources)
{
    /// <summary>How its image is pulled should it have gone from the machine; null for as nobody.</summary>
    public RegistryLogin? Login { get; init; }
}
