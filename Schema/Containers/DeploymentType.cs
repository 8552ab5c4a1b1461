using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Schema.Accounts;

namespace GraphPlatform.Schema.Containers;

/// <summary>One immutable rollout of a container.</summary>
[ObjectType<Deployment>, Implements<INode>]
public static class DeploymentType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] Deployment deployment) => deployment.Id;

    /// <summary>1, 2, 3… within the container.</summary>
    public static int Number([Parent] Deployment deployment) => deployment.Number;

    /// <summary>The image as it was asked for.</summary>
    public static string Image([Parent] Deployment deployment) => deployment.Spec.Image;

    /// <summary>What the image's reference meant for this deployment; null until it was found.</summary>
    public static string? Digest([Parent] Deployment deployment) => deployment.Spec.Digest;

    /// <summary>The hash of all that it runs; null until the image was found.</summary>
    public static string? ConfigHash([Parent] Deployment deployment) => deployment.ConfigHash;

    /// <summary>Overrides the image's entrypoint.</summary>
    public static IReadOnlyList<string>? Entrypoint([Parent] Deployment deployment) => deployment.Spec.Entrypoint;

    /// <summary>Overrides the image's arguments.</summary>
    public static IReadOnlyList<string>? Command([Parent] Deployment deployment) => deployment.Spec.Command;

    /// <summary>Overrides the image's working directory.</summary>
    public static string? WorkingDirectory([Parent] Deployment deployment) => deployment.Spec.WorkingDirectory;

    /// <summary>Variables on top of the image's.</summary>
    public static IReadOnlyList<EnvironmentVariable> Environment([Parent] Deployment deployment) => deployment.Spec.Environment;

    /// <summary>Ports that are published on the host.</summary>
    public static IReadOnlyList<PortMapping> Ports([Parent] Deployment deployment) => deployment.Spec.Ports;

    /// <summary>Volumes and where the container sees them.</summary>
    public static IReadOnlyList<VolumeMount> Volumes([Parent] Deployment deployment) => deployment.Spec.Mounts;

    /// <summary>What it may do.</summary>
    public static SecuritySpec Security([Parent] Deployment deployment) => deployment.Spec.Security;

    /// <summary>How it is found out that an instance is well; null for the default: that its HTTP port takes connections, or that it runs.</summary>
    public static HealthCheck? HealthCheck([Parent] Deployment deployment) => deployment.Spec.Health;

    /// <summary>How far it is.</summary>
    public static DeploymentStatus Status([Parent] Deployment deployment) => deployment.Status;

    /// <summary>Why it does not serve; null while it does, or may still.</summary>
    public static string? NotServingBecause([Parent] Deployment deployment) => deployment.NotServingBecause;

    /// <summary>How it took the place of what served before; null where nothing did, or that is not decided yet.</summary>
    public static UpdateStrategy? UpdateStrategy([Parent] Deployment deployment) => deployment.Strategy;

    /// <summary>When it became healthy, or failed.</summary>
    public static DateTimeOffset? SettledAt([Parent] Deployment deployment) => deployment.SettledAt;

    /// <summary>Who made it.</summary>
    [Returns<IActor>]
    public static Task<object> CreatedByAsync([Parent] Deployment deployment, UserLoader users) => SystemActor.OfAsync(deployment.CreatedBy, users);

    /// <summary>When it was made.</summary>
    public static DateTimeOffset CreatedAt([Parent] Deployment deployment) => deployment.CreatedAt;
}
