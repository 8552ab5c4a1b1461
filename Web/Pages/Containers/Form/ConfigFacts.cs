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
public sealed record ConfigProject(string Id, string Name);

/// <summary>What it should run.</summary>
public sealed record ConfigDeployment(
    IReadOnlyList<string>? Entrypoint, IReadOnlyList<string>? Command, string? WorkingDirectory, IReadOnlyList<VariableFacts> Environment, IReadOnlyList<PortFacts> Ports, HealthCheckFacts? HealthCheck);
