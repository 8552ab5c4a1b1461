using System.Text;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Scaling;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Schema.Containers;

/// <summary>Changes containers. Each returns before the change is real: watch the operation.</summary>
[MutationType]
public static class ContainerMutations
{
    private const int ExecOutputLimit = 1 << 20;

    // Of the service, in seconds, and what waking the container takes: the command's own limit ends it before.
    private const int LongestExec = 3600 + 120;

    private static readonly TimeSpan ExecTimeout = TimeSpan.FromMinutes(2);

    /// <summary>Makes a container and, unless told otherwise, starts it.</summary>
    public static async Task<ChangedContainer> CreateContainerAsync(
        CreateContainerInput input, Caller caller, ContainerCreation containers, CancellationToken ct) =>
        ChangedContainer.Of(await containers.CreateAsync(caller, input.ToPlatform(), ChangeTerms.Of(input, input.IdempotencyKey, input.DryRun), ct), input.DryRun);

    /// <summary>Changes a container's configuration. What needs new instances becomes a new deployment; the old one serves until the new one is healthy.</summary>
    public static async Task<ChangedContainer> UpdateContainerAsync(
        UpdateContainerInput input, Caller caller, ContainerUpdates containers, CancellationToken ct) =>
        ChangedContainer.Of(await containers.UpdateAsync(
            caller, input.ContainerId, input.IfGeneration, input.ApplyTo, ChangeTerms.Of(input, input.IdempotencyKey, input.DryRun), ct), input.DryRun);

    /// <summary>Rolls a container out anew with the image that its reference means now.</summary>
    public static async Task<ChangedContainer> DeployContainerAsync(
        DeployContainerInput input, Caller caller, ContainerUpdates containers, CancellationToken ct) =>
        ChangedContainer.Of(await containers.DeployAsync(caller, input.ContainerId, ChangeTerms.Of(input, input.IdempotencyKey, input.DryRun), ct), input.DryRun);

    /// <summary>Goes back to the very image and configuration of an earlier deployment.</summary>
    public static async Task<ChangedContainer> RollbackContainerAsync(
        RollbackContainerInput input, Caller caller, ContainerUpdates containers, CancellationToken ct) =>
        ChangedContainer.Of(await containers.RollbackAsync(
            caller, input.ContainerId, input.DeploymentId, ChangeTerms.Of(input, input.IdempotencyKey, input.DryRun), ct), input.DryRun);

    /// <summary>Starts a container; one that failed tries again.</summary>
    public static async Task<ChangedContainer> StartContainerAsync(
        StartContainerInput input, Caller caller, ContainerService containers, CancellationToken ct) =>
        ChangedContainer.Of(await containers.StartAsync(caller, input.ContainerId, ChangeTerms.Of(input, input.IdempotencyKey, input.DryRun), ct), input.DryRun);

    /// <summary>Stops a container. Its file system and volumes stay.</summary>
    public static async Task<ChangedContainer> StopContainerAsync(
        StopContainerInput input, Caller caller, ContainerService containers, CancellationToken ct) =>
        ChangedContainer.Of(await containers.StopAsync(caller, input.ContainerId, ChangeTerms.Of(input, input.IdempotencyKey, input.DryRun), ct), input.DryRun);

    /// <summary>Ends each instance politely and starts it anew, one after the other.</summary>
    public static async Task<ChangedContainer> RestartContainerAsync(
        RestartContainerInput input, Caller caller, ContainerService containers, CancellationToken ct) =>
        ChangedContainer.Of(await containers.RestartAsync(caller, input.ContainerId, ChangeTerms.Of(input, input.IdempotencyKey, input.DryRun), ct), input.DryRun);

    /// <summary>Wakes a container that is idle or asleep. It never starts what was stopped, and says so.</summary>
    public static async Task<ChangedContainer> WakeContainerAsync(
        WakeContainerInput input, Caller caller, PowerService power, CancellationToken ct) =>
        ChangedContainer.Of(await power.WakeAsync(caller, input.ContainerId, ChangeTerms.Of(input, input.IdempotencyKey, input.DryRun), ct), input.DryRun);

    /// <summary>Sets how many instances should run.</summary>
    public static async Task<ChangedContainer> ScaleContainerAsync(
        ScaleContainerInput input, Caller caller, ContainerService containers, CancellationToken ct) =>
        ChangedContainer.Of(await containers.ScaleAsync(caller, input.ContainerId, input.Replicas, ChangeTerms.Of(input, input.IdempotencyKey, input.DryRun), ct), input.DryRun);

    /// <summary>Deletes a container with its log.</summary>
    public static async Task<ChangedContainer> DeleteContainerAsync(
        DeleteContainerInput input, Caller caller, ContainerService containers, CancellationToken ct) =>
        ChangedContainer.Of(await containers.DeleteAsync(caller, input.ContainerId, input.DeleteVolumes, ChangeTerms.Of(input, input.IdempotencyKey, input.DryRun), ct), input.DryRun);

    /// <summary>Runs a command in a running container and waits for its end. What it has written until its time limit ended it is there.</summary>
    [TimeLimit(LongestExec)]
    public static async Task<CommandOutput> ExecInContainerAsync(ExecInContainerInput input, Caller caller, ExecService exec, CancellationToken ct)
    {
        var command = new ExecCommand(
            input.Command,
            input.WorkingDirectory,
            ConfigInputs.Of(input.Environment),
            Encoding.UTF8.GetBytes(input.Stdin ?? ""),
            input.Timeout ?? ExecTimeout,
            ExecOutputLimit);
        var result = await exec.ExecAsync(caller, input.ContainerId, command, ct);
        return new(result.ExitCode, result.Output, result.Error, result.Truncated, result.TimedOut);
    }
}

/// <summary>What a command did.</summary>
/// <param name="ExitCode">Null when the time limit ended it.</param>
/// <param name="Stdout">The first 1 MiB of its standard output.</param>
/// <param name="Stderr">The first 1 MiB of its standard error.</param>
/// <param name="Truncated">Whether it wrote more than that.</param>
/// <param name="TimedOut">Whether the time limit ended it.</param>
[Payload]
public sealed record CommandOutput(int? ExitCode, string Stdout, string Stderr, bool Truncated, bool TimedOut);
