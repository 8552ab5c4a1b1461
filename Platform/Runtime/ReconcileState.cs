using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Platform.Runtime.Plans;

namespace GraphPlatform.Platform.Runtime;

/// <summary>What the database has of one container.</summary>
/// <param name="Container">The container.</param>
/// <param name="Target">The deployment that should serve.</param>
/// <param name="Serving">The deployment that was healthy last; null before the first was.</param>
/// <param name="Project">Its project.</param>
/// <param name="Instances">Its instances in the order of their index, of every deployment.</param>
/// <param name="Deployments">The deployments that these are of, by id.</param>
internal sealed record ReconcileState(
    Container Container, Deployment Target, Deployment? Serving, Project Project, IReadOnlyList<Instance> Instances, IReadOnlyDictionary<string, Deployment> Deployments)
{
    /// <summary>The deployment that instances are made of.</summary>
    public Deployment Goal => ReconcilePlan.Goal(Target, Serving);

    /// <summary>Whether a new version is about to take the place of one that serves.</summary>
    public bool IsReplacing => Serving is not null && Goal.Id != Serving.Id;

    /// <summary>The deployment of an instance.</summary>
    public Deployment DeploymentOf(Instance instance) => Deployments[instance.DeploymentId];

    /// <summary>How followers know an instance.</summary>
    public FollowedInstance Followed(Instance instance) => new(instance.Id, instance.ContainerId, instance.WorkerId, DeploymentOf(instance).Number);
}
