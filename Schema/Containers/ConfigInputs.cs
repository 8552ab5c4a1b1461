using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Scaling;

namespace GraphPlatform.Schema.Containers;

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

/// <summary>A volume of the container's project that it sees.</summary>
/// <param name="VolumeId">The volume. One container at most may have it.</param>
/// <param name="Target">Where: an absolute path of a folder that is neither the system's nor in another volume's.</param>
public sealed record VolumeInput([ID] string VolumeId, string Target);

/// <summary>What an instance may use at most.</summary>
/// <param name="Cpu">CPU in cores: 0.5 is half of one.</param>
/// <param name="MemoryBytes">Memory in bytes.</param>
/// <param name="Pids">Processes and threads.</param>
public sealed record ResourcesInput(double? Cpu = null, long? MemoryBytes = null, int? Pids = null);

/// <summary>Between which sizes a container grows and shrinks by itself.</summary>
/// <param name="Min">It shrinks to no smaller one.</param>
/// <param name="Max">It grows to no larger one.</param>
public sealed record AutoscaleInput(ContainerSize Min, ContainerSize Max)
{
    internal AutoscalePolicy ToPlatform() => new(Min, Max);
}

/// <summary>What happens when nobody uses a container.</summary>
/// <param name="Mode">Whether it is frozen, and later stopped, at all.</param>
/// <param name="IdleAfter">Without use for so long, it is frozen; the configured time where nothing is said.</param>
/// <param name="StopAfter">Without use for so long, it is stopped; the configured time where nothing is said.</param>
public sealed record LifecycleInput(IdleMode Mode = IdleMode.Auto, TimeSpan? IdleAfter = null, TimeSpan? StopAfter = null)
{
    internal LifecyclePolicy ToPlatform() => new(Mode, IdleAfter, StopAfter);
}

/// <summary>How it is found out that an instance is well.</summary>
/// <param name="Test">What is tried.</param>
/// <param name="Interval">Between two checks; 10 seconds unless said otherwise.</param>
/// <param name="Timeout">For one check; 5 seconds unless said otherwise.</param>
/// <param name="Retries">Failures in a row that make it unwell; 3 unless said otherwise.</param>
/// <param name="StartPeriod">After a start, failures do not count for so long; 30 seconds unless said otherwise.</param>
public sealed record HealthCheckInput(
    HealthTestInput Test, TimeSpan? Interval = null, TimeSpan? Timeout = null, int Retries = HealthCheck.DefaultRetries, TimeSpan? StartPeriod = null)
{
    internal HealthCheck ToPlatform() => new(
        Test.Command is not null ? HealthCheckKind.Command : Test.Http is not null ? HealthCheckKind.Http : HealthCheckKind.Tcp,
        Test.Command,
        Test.Http?.Port ?? Test.Tcp?.Port,
        Test.Http?.Path,
        Interval ?? HealthCheck.DefaultInterval,
        Timeout ?? HealthCheck.DefaultTimeout,
        Retries,
        StartPeriod ?? HealthCheck.DefaultStartPeriod,
        Test.Http?.Host);
}

/// <summary>What a health check tries.</summary>
/// <param name="Command">A program and its arguments, run inside: exit code 0 is well.</param>
/// <param name="Http">A GET request: a status from 200 to 399 is well.</param>
/// <param name="Tcp">A connection: that it is taken is well.</param>
[OneOf]
public sealed record HealthTestInput(IReadOnlyList<string>? Command = null, HttpTestInput? Http = null, TcpTestInput? Tcp = null);

/// <summary>A GET request.</summary>
/// <param name="Port">The container's port.</param>
/// <param name="Path">Such as /health.</param>
/// <param name="Host">The Host header, such as shop.example, for applications that answer known names only; by default localhost.</param>
public sealed record HttpTestInput(int Port, string Path = "/", string? Host = null);

/// <summary>A connection.</summary>
/// <param name="Port">The container's port.</param>
public sealed record TcpTestInput(int Port);

/// <summary>What inputs mean to the platform.</summary>
internal static class ConfigInputs
{
    public static IReadOnlyList<EnvironmentVariable> Of(IReadOnlyList<EnvironmentVariableInput>? variables) =>
        [.. (variables ?? []).Select(v => new EnvironmentVariable(v.Name, v.Value))];

    public static IReadOnlyList<NewPort> Of(IReadOnlyList<PortInput>? ports) =>
        [.. (ports ?? []).Select(p => new NewPort(p.ContainerPort, p.HostPort, p.Protocol, p.Address, p.Pool))];

    public static IReadOnlyList<VolumeMount> Of(IReadOnlyList<VolumeInput>? volumes) => [.. (volumes ?? []).Select(v => new VolumeMount(v.VolumeId, v.Target))];

    public static int? CpuMillis(ResourcesInput? resources, ContainerSize? size) =>
        Cores.Millis(resources?.Cpu) is { } millis ? millis : size is { } named ? ContainerSizes.Of(named).CpuMillis : null;

    public static long? MemoryBytes(ResourcesInput? resources, ContainerSize? size) =>
        resources?.MemoryBytes ?? (size is { } named ? ContainerSizes.Of(named).MemoryBytes : null);
}
