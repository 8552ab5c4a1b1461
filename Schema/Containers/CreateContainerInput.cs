using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Scaling;

namespace GraphPlatform.Schema.Containers;

/// <summary>What is asked of a new container.</summary>
/// <param name="ProjectId">Where.</param>
/// <param name="Name">A DNS label, unique in the project.</param>
/// <param name="Image">An image as Docker names it; it is pulled if it is not there.</param>
/// <param name="Entrypoint">Overrides the image's.</param>
/// <param name="Command">Overrides the image's arguments.</param>
/// <param name="WorkingDirectory">Overrides the image's.</param>
/// <param name="Environment">Variables on top of the image's. What is secret does not belong here.</param>
/// <param name="Ports">Ports to publish on the host.</param>
/// <param name="Volumes">Volumes of the project beside its own, which is at <c>/data</c>.</param>
/// <param name="HttpPort">Where it speaks HTTP: it gets a public address, and may sleep while nobody asks.</param>
/// <param name="HealthCheck">How it is found out that it is well; that its HTTP port takes connections, where nothing is said.</param>
/// <param name="Resources">What each instance may use; what is left out has the configured default.</param>
/// <param name="Size">What each instance may use, by name; <c>resources</c> says more exactly.</param>
/// <param name="Autoscale">Between which sizes it grows and shrinks by itself; it does not where nothing is said.</param>
/// <param name="Replicas">How many instances.</param>
/// <param name="Restart">What happens when an instance exits by itself.</param>
/// <param name="StopGrace">How long an instance has between the polite signal and its end.</param>
/// <param name="Lifecycle">What happens when nobody uses it.</param>
/// <param name="UpdateStrategy">How a new version takes the place of the old one.</param>
/// <param name="SecurityProfileId">A profile that an administrator made, which allows more than the defaults.</param>
/// <param name="Start">Whether it starts at once.</param>
/// <param name="IdempotencyKey">Your name for this call: called again with the same within a day, the first result is returned.</param>
/// <param name="DryRun">Tells what would happen, and changes nothing.</param>
public sealed record CreateContainerInput(
    [ID] string ProjectId,
    string Name,
    string Image,
    IReadOnlyList<string>? Entrypoint = null,
    IReadOnlyList<string>? Command = null,
    string? WorkingDirectory = null,
    IReadOnlyList<EnvironmentVariableInput>? Environment = null,
    IReadOnlyList<PortInput>? Ports = null,
    IReadOnlyList<VolumeInput>? Volumes = null,
    int? HttpPort = null,
    HealthCheckInput? HealthCheck = null,
    ResourcesInput? Resources = null,
    ContainerSize? Size = null,
    AutoscaleInput? Autoscale = null,
    int Replicas = 1,
    RestartPolicy Restart = RestartPolicy.Always,
    TimeSpan? StopGrace = null,
    LifecycleInput? Lifecycle = null,
    UpdateStrategy UpdateStrategy = UpdateStrategy.Auto,
    [ID] string? SecurityProfileId = null,
    bool Start = true,
    string? IdempotencyKey = null,
    bool DryRun = false)
{
    internal NewContainer ToPlatform() => new(
        ProjectId,
        Name,
        new ContainerConfig(Image)
        {
            Entrypoint = Entrypoint,
            Command = Command,
            WorkingDirectory = WorkingDirectory,
            Environment = ConfigInputs.Of(Environment),
            Ports = ConfigInputs.Of(Ports),
            Volumes = ConfigInputs.Of(Volumes),
            HttpPort = HttpPort,
            Health = HealthCheck?.ToPlatform(),
            CpuMillis = ConfigInputs.CpuMillis(Resources, Size),
            MemoryBytes = ConfigInputs.MemoryBytes(Resources, Size),
            PidsLimit = Resources?.Pids,
            Replicas = Replicas,
            Restart = Restart,
            StopGrace = StopGrace,
            Lifecycle = Lifecycle?.ToPlatform() ?? LifecyclePolicy.Default,
            Strategy = UpdateStrategy,
            Autoscale = Autoscale?.ToPlatform(),
            SecurityProfileId = SecurityProfileId,
        },
        Start);
}
