using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Schema.Containers;

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

    /// <summary>Whether nobody asked for it: the image declares the path (VOLUME in a Dockerfile), and the volume keeps its files over all deployments.</summary>
    public static bool FromImage([Parent] VolumeMount mount) => mount.FromImage;
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

    /// <summary>The engine's runtime that it runs in; null for the engine's default.</summary>
    public static string? Runtime([Parent] SecuritySpec security) => security.Runtime;
}

/// <summary>How it is found out that an instance is well.</summary>
[ObjectType<HealthCheck>]
public static class HealthCheckType
{
    /// <summary>What is tried.</summary>
    public static HealthCheckKind Kind([Parent] HealthCheck check) => check.Kind;

    /// <summary>The program and its arguments that are run inside.</summary>
    public static IReadOnlyList<string>? Command([Parent] HealthCheck check) => check.Command;

    /// <summary>The container's port that is tried.</summary>
    public static int? Port([Parent] HealthCheck check) => check.Port;

    /// <summary>The path that is asked for.</summary>
    public static string? Path([Parent] HealthCheck check) => check.Path;

    /// <summary>The Host header of the request; null for localhost.</summary>
    public static string? Host([Parent] HealthCheck check) => check.Host;

    /// <summary>Between two checks.</summary>
    public static TimeSpan Interval([Parent] HealthCheck check) => check.Interval;

    /// <summary>For one check.</summary>
    public static TimeSpan Timeout([Parent] HealthCheck check) => check.Timeout;

    /// <summary>Failures in a row that make it unwell.</summary>
    public static int Retries([Parent] HealthCheck check) => check.Retries;

    /// <summary>After a start, failures do not count for so long.</summary>
    public static TimeSpan StartPeriod([Parent] HealthCheck check) => check.StartPeriod;
}
