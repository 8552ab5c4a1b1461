using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Runtime;
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

    /// <summary>Who made it.</summary>
    [Returns<IActor>]
    public static Task<object> CreatedByAsync([Parent] Deployment deployment, UserLoader users) => SystemActor.OfAsync(deployment.CreatedBy, users);

    /// <summary>When it was made.</summary>
    public static DateTimeOffset CreatedAt([Parent] Deployment deployment) => deployment.CreatedAt;
}

/// <summary>An environment variable.</summary>
[ObjectType<EnvironmentVariable>]
public static class EnvironmentVariableType
{
    /// <summary>Its name.</summary>
    public static string Name([Parent] EnvironmentVariable variable) => variable.Name;

    /// <summary>Its value. Plain: what is secret does not belong here.</summary>
    public static string Value([Parent] EnvironmentVariable variable) => variable.Value;
}

/// <summary>A port of the container that is published on the host.</summary>
[ObjectType<PortMapping>]
public static class PortMappingType
{
    /// <summary>Where the container listens.</summary>
    public static int ContainerPort([Parent] PortMapping port) => port.ContainerPort;

    /// <summary>Where the host listens.</summary>
    public static int HostPort([Parent] PortMapping port) => port.HostPort;

    /// <summary>TCP or UDP.</summary>
    public static PortProtocol Protocol([Parent] PortMapping port) => port.Protocol;

    /// <summary>The host's address that it listens on.</summary>
    public static string Address([Parent] PortMapping port) => port.Address;
}

/// <summary>A volume and where the container sees it.</summary>
[ObjectType<VolumeMount>]
public static class VolumeMountType
{
    /// <summary>The volume's id.</summary>
    [ID]
    public static string VolumeId([Parent] VolumeMount mount) => mount.VolumeId;

    /// <summary>Where the container sees it.</summary>
    public static string Target([Parent] VolumeMount mount) => mount.Target;
}

/// <summary>What a container may do beyond the defaults: non-root, read-only root, no capability.</summary>
[ObjectType<SecuritySpec>]
[Name("Security")]
public static class SecurityType
{
    /// <summary>The image's user is kept, root included.</summary>
    public static bool AllowRoot([Parent] SecuritySpec security) => security.AllowRoot;

    /// <summary>The root file system is writable.</summary>
    public static bool WritableRoot([Parent] SecuritySpec security) => security.WritableRoot;

    /// <summary>Linux capabilities that it has.</summary>
    public static IReadOnlyList<string> Capabilities([Parent] SecuritySpec security) => security.Capabilities;
}

/// <summary>One replica of a deployment.</summary>
[ObjectType<Instance>]
public static class InstanceType
{
    /// <summary>Unique in the installation; its engine container is named gp- and this.</summary>
    [ID]
    public static string Id([Parent] Instance instance) => instance.Id;

    /// <summary>0, 1, 2… among the replicas.</summary>
    public static int Index([Parent] Instance instance) => instance.Index;

    /// <summary>What it is doing.</summary>
    public static InstanceStatus Status([Parent] Instance instance) => instance.Status;

    /// <summary>How often in a row it ended soon after its start.</summary>
    public static int Crashes([Parent] Instance instance) => instance.Crashes;

    /// <summary>The exit code of its last end.</summary>
    public static int? ExitCode([Parent] Instance instance) => instance.ExitCode;

    /// <summary>Whether it last ended because it passed its memory limit.</summary>
    public static bool OutOfMemory([Parent] Instance instance) => instance.OutOfMemory;

    /// <summary>When it starts again after a crash.</summary>
    public static DateTimeOffset? NextStartAt([Parent] Instance instance) => instance.NextStartAt;

    /// <summary>When its processes last started.</summary>
    public static DateTimeOffset? StartedAt([Parent] Instance instance) => instance.StartedAt;

    /// <summary>When they last ended.</summary>
    public static DateTimeOffset? FinishedAt([Parent] Instance instance) => instance.FinishedAt;
}
