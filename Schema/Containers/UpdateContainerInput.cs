using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Scaling;

namespace GraphPlatform.Schema.Containers;

/// <summary>What is to be different about a container. What is left out stays; null takes away what can be taken away.</summary>
/// <param name="ContainerId">Its id.</param>
/// <param name="IfGeneration">Only while the container is at this generation, so that you do not undo what somebody else has just changed.</param>
/// <param name="Image">An image as Docker names it.</param>
/// <param name="Entrypoint">Overrides the image's; null keeps the image's.</param>
/// <param name="Command">Overrides the image's arguments; null keeps the image's.</param>
/// <param name="WorkingDirectory">Overrides the image's; null keeps the image's.</param>
/// <param name="Environment">All variables on top of the image's.</param>
/// <param name="Ports">All ports to publish on the host.</param>
/// <param name="Volumes">All volumes beside its own, which is at <c>/data</c>. One that is left out is free when no version of the container runs with it any more; its files stay.</param>
/// <param name="HttpPort">Where it speaks HTTP; null takes its public address away.</param>
/// <param name="HealthCheck">How it is found out that it is well; null for the default.</param>
/// <param name="Resources">What each instance may use; changed while it runs.</param>
/// <param name="Size">What each instance may use, by name; <c>resources</c> says more exactly.</param>
/// <param name="Autoscale">Between which sizes it grows and shrinks by itself; null for not.</param>
/// <param name="Replicas">How many instances.</param>
/// <param name="Restart">What happens when an instance exits by itself.</param>
/// <param name="StopGrace">How long an instance has between the polite signal and its end.</param>
/// <param name="Lifecycle">What happens when nobody uses it.</param>
/// <param name="UpdateStrategy">How a new version takes the place of the old one.</param>
/// <param name="SecurityProfileId">A profile that an administrator made; null for the defaults.</param>
/// <param name="IdempotencyKey">Your name for this call: called again with the same within a day, it is not done again.</param>
/// <param name="DryRun">Tells what would happen, and changes nothing.</param>
public sealed record UpdateContainerInput(
    [ID] string ContainerId,
    long? IfGeneration = null,
    string? Image = null,
    Optional<IReadOnlyList<string>?> Entrypoint = default,
    Optional<IReadOnlyList<string>?> Command = default,
    Optional<string?> WorkingDirectory = default,
    IReadOnlyList<EnvironmentVariableInput>? Environment = null,
    IReadOnlyList<PortInput>? Ports = null,
    IReadOnlyList<VolumeInput>? Volumes = null,
    Optional<int?> HttpPort = default,
    Optional<HealthCheckInput?> HealthCheck = default,
    ResourcesInput? Resources = null,
    ContainerSize? Size = null,
    Optional<AutoscaleInput?> Autoscale = default,
    int? Replicas = null,
    RestartPolicy? Restart = null,
    TimeSpan? StopGrace = null,
    LifecycleInput? Lifecycle = null,
    UpdateStrategy? UpdateStrategy = null,
    [ID] Optional<string?> SecurityProfileId = default,
    string? IdempotencyKey = null,
    bool DryRun = false)
{
    internal ContainerConfig ApplyTo(ContainerConfig now) => now with
    {
        Image = Image ?? now.Image,
        Entrypoint = Entrypoint.HasValue ? Entrypoint.Value : now.Entrypoint,
        Command = Command.HasValue ? Command.Value : now.Command,
        WorkingDirectory = WorkingDirectory.HasValue ? WorkingDirectory.Value : now.WorkingDirectory,
        Environment = Environment is null ? now.Environment : ConfigInputs.Of(Environment),
        Ports = Ports is null ? now.Ports : ConfigInputs.Of(Ports),
        Volumes = Volumes is null ? now.Volumes : ConfigInputs.Of(Volumes),
        HttpPort = HttpPort.HasValue ? HttpPort.Value : now.HttpPort,
        Health = HealthCheck.HasValue ? HealthCheck.Value?.ToPlatform() : now.Health,
        CpuMillis = ConfigInputs.CpuMillis(Resources, Size) ?? now.CpuMillis,
        MemoryBytes = ConfigInputs.MemoryBytes(Resources, Size) ?? now.MemoryBytes,
        PidsLimit = Resources?.Pids ?? now.PidsLimit,
        Replicas = Replicas ?? now.Replicas,
        Restart = Restart ?? now.Restart,
        StopGrace = StopGrace ?? now.StopGrace,
        Lifecycle = Lifecycle?.ToPlatform() ?? now.Lifecycle,
        Strategy = UpdateStrategy ?? now.Strategy,
        Autoscale = Autoscale.HasValue ? Autoscale.Value?.ToPlatform() : now.Autoscale,
        SecurityProfileId = SecurityProfileId.HasValue ? SecurityProfileId.Value : now.SecurityProfileId,
    };
}
