using System.Text;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Schema.Containers;

/// <summary>Changes containers. Each returns before the change is real: watch the operation.</summary>
[MutationType]
public static class ContainerMutations
{
    private const int ExecOutputLimit = 1 << 20;
    private static readonly TimeSpan ExecTimeout = TimeSpan.FromMinutes(2);

    /// <summary>Makes a container and, unless told otherwise, starts it.</summary>
    public static async Task<ChangedContainer> CreateContainerAsync(
        CreateContainerInput input, Caller caller, ContainerService containers, CancellationToken ct) =>
        ChangedContainer.Of(await containers.CreateAsync(caller, input.ToPlatform(), ct));

    /// <summary>Starts a container; one that failed tries again.</summary>
    public static async Task<ChangedContainer> StartContainerAsync(
        StartContainerInput input, Caller caller, ContainerService containers, CancellationToken ct) =>
        ChangedContainer.Of(await containers.StartAsync(caller, input.ContainerId, ct));

    /// <summary>Stops a container. Its file system and volumes stay.</summary>
    public static async Task<ChangedContainer> StopContainerAsync(
        StopContainerInput input, Caller caller, ContainerService containers, CancellationToken ct) =>
        ChangedContainer.Of(await containers.StopAsync(caller, input.ContainerId, ct));

    /// <summary>Deletes a container with its log.</summary>
    public static async Task<ChangedContainer> DeleteContainerAsync(
        DeleteContainerInput input, Caller caller, ContainerService containers, CancellationToken ct) =>
        ChangedContainer.Of(await containers.DeleteAsync(caller, input.ContainerId, input.DeleteVolumes, ct));

    /// <summary>Runs a command in a running container and waits for its end.</summary>
    public static async Task<CommandOutput> ExecInContainerAsync(ExecInContainerInput input, Caller caller, ExecService exec, CancellationToken ct)
    {
        var command = new ExecCommand(
            input.Command,
            input.WorkingDirectory,
            [.. (input.Environment ?? []).Select(e => $"{e.Name}={e.Value}")],
            Encoding.UTF8.GetBytes(input.Stdin ?? ""),
            input.Timeout ?? ExecTimeout,
            ExecOutputLimit);
        var result = await exec.ExecAsync(caller, input.ContainerId, command, ct);
        return new(result.ExitCode, result.Output, result.Error, result.Truncated, result.TimedOut);
    }
}

/// <summary>A changed container.</summary>
/// <param name="Container">As it is now.</param>
/// <param name="Operation">What brings the change about.</param>
[Payload]
public sealed record ChangedContainer(Container Container, Operation Operation)
{
    internal static ChangedContainer Of(ContainerChange change) => new(change.Container, change.Operation);
}

/// <summary>What a command did.</summary>
/// <param name="ExitCode">Null when the time limit ended it.</param>
/// <param name="Stdout">The first 1 MiB of its standard output.</param>
/// <param name="Stderr">The first 1 MiB of its standard error.</param>
/// <param name="Truncated">Whether it wrote more than that.</param>
/// <param name="TimedOut">Whether the time limit ended it.</param>
[Payload]
public sealed record CommandOutput(int? ExitCode, string Stdout, string Stderr, bool Truncated, bool TimedOut);
