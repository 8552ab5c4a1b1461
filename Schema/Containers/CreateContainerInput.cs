using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;

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
/// <param name="Resources">What each instance may use; what is left out has the configured default.</param>
/// <param name="Replicas">How many instances.</param>
/// <param name="Restart">What happens when an instance exits by itself.</param>
/// <param name="StopGrace">How long an instance has between the polite signal and its end.</param>
/// <param name="SecurityProfileId">A profile that an administrator made, which allows more than the defaults.</param>
/// <param name="Start">Whether it starts at once.</param>
public sealed record CreateContainerInput(
    [ID] string ProjectId,
    string Name,
    string Image,
    IReadOnlyList<string>? Entrypoint = null,
    IReadOnlyList<string>? Command = null,
    string? WorkingDirectory = null,
    IReadOnlyList<EnvironmentVariableInput>? Environment = null,
    IReadOnlyList<PortInput>? Ports = null,
    ResourcesInput? Resources = null,
    int Replicas = 1,
    RestartPolicy Restart = RestartPolicy.Always,
    TimeSpan? StopGrace = null,
    [ID] string? SecurityProfileId = null,
    bool Start = true)
{
    internal NewContainer ToPlatform() => new(
        ProjectId,
        Name,
        Image,
        Entrypoint,
        Command,
        WorkingDirectory,
        [.. (Environment ?? []).Select(e => new EnvironmentVariable(e.Name, e.Value))],
        [.. (Ports ?? []).Select(p => new NewPort(p.ContainerPort, p.HostPort, p.Protocol, p.Address, p.Pool))],
        Resources?.Cpu is { } cpu ? (int)Math.Clamp(Math.Round(cpu * 1000), int.MinValue, int.MaxValue) : null,
        Resources?.MemoryBytes,
        Resources?.Pids,
        Replicas,
        Restart,
        StopGrace,
        SecurityProfileId,
        Start);
}

/// <summary>A variable.</summary>
/// <param name="Name">Letters, digits and underscores.</param>
/// <param name="Value">Its value.</param>
public sealed record EnvironmentVariableInput(string Name, string Value);

/// <summary>A port to publish on the host.</summary>
/// <param name="ContainerPort">Where the container listens.</param>
/// <param name="HostPort">Where the host listens. Without it and without a pool it is the same number as the container's.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Address">The host's address to listen on; 127.0.0.2 unless configured or said otherwise. On the console's own host an app would be sent its session cookie.</param>
/// <param name="Pool">Instead of a host port: the name of a configured pool, such as <c>vite</c>, <c>next</c> or <c>general</c>, whose next free port it gets. A full pool overflows to the general one.</param>
public sealed record PortInput(int ContainerPort, int? HostPort = null, PortProtocol Protocol = PortProtocol.Tcp, string? Address = null, string? Pool = null);

/// <summary>What an instance may use at most.</summary>
/// <param name="Cpu">CPU in cores: 0.5 is half of one.</param>
/// <param name="MemoryBytes">Memory in bytes.</param>
/// <param name="Pids">Processes and threads.</param>
public sealed record ResourcesInput(double? Cpu = null, long? MemoryBytes = null, int? Pids = null);
