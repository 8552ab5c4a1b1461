namespace GraphPlatform.Web.Pages.Containers.Form;

/// <summary>A container with all of its configuration that can change.</summary>
public sealed record ConfigFacts(
    string Id,
    string Name,
    long Generation,
    string Image,
    int? HttpPort,
    int Replicas,
    string Restart,
    string StopGrace,
    string UpdateStrategy,
    LifecycleFacts Lifecycle,
    ResourceFacts Resources,
    AutoscaleFacts? Autoscale,
    ConfigProject Project,
    ConfigDeployment Current);

/// <summary>Where it belongs.</summary>
public sealed record ConfigProject(string Id, string Name, IReadOnlyList<VolumeChoice> Volumes)
{
    /// <summary>Its volumes, to be typed.</summary>
    internal VolumeTexts Texts => new(Volumes);
}

/// <summary>A volume that it sees.</summary>
public sealed record ConfigVolume(string VolumeId, string Target)
{
    /// <summary>Where every container's own volume is.</summary>
    public const string Work = "/data";
}

/// <summary>What it should run.</summary>
public sealed record ConfigDeployment(
    IReadOnlyList<string>? Entrypoint, IReadOnlyList<string>? Command, string? WorkingDirectory, IReadOnlyList<VariableFacts> Environment, IReadOnlyList<PortFacts> Ports, IReadOnlyList<ConfigVolume> Volumes, HealthCheckFacts? HealthCheck);
