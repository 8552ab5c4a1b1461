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
/// <param name="VolumeId">The volume.</param>
/// <param name="Target">Where.</param>
/// <param name="FromImage">Whether nobody asked for it: the image declares the path.</param>
public sealed record ConfigVolume(string VolumeId, string Target, bool FromImage = false)
{
    /// <summary>Where every container's own volume is.</summary>
    public const string Work = "/data";

    /// <summary>Whether a user asked for it, and so the form shows it and sends it.</summary>
    public bool Asked => !FromImage && Target != Work;
}

/// <summary>What it should run.</summary>
public sealed record ConfigDeployment(
    IReadOnlyList<string>? Entrypoint, IReadOnlyList<string>? Command, string? WorkingDirectory, IReadOnlyList<VariableFacts> Environment, IReadOnlyList<PortFacts> Ports, IReadOnlyList<ConfigVolume> Volumes, HealthCheckFacts? HealthCheck);
