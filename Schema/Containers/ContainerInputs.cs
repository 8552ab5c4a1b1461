using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.Schema.Containers;

/// <summary>Which container.</summary>
/// <param name="ContainerId">Its id.</param>
/// <param name="IdempotencyKey">Your name for this call: called again with the same within a day, it is not done again.</param>
/// <param name="DryRun">Tells what would happen, and changes nothing.</param>
public sealed record StartContainerInput([ID] string ContainerId, string? IdempotencyKey = null, bool DryRun = false);

/// <summary>Which container.</summary>
/// <param name="ContainerId">Its id.</param>
/// <param name="IdempotencyKey">Your name for this call: called again with the same within a day, it is not done again.</param>
/// <param name="DryRun">Tells what would happen, and changes nothing.</param>
public sealed record StopContainerInput([ID] string ContainerId, string? IdempotencyKey = null, bool DryRun = false);

/// <summary>Which container.</summary>
/// <param name="ContainerId">Its id.</param>
/// <param name="IdempotencyKey">Your name for this call: called again with the same within a day, it is not done again.</param>
/// <param name="DryRun">Tells what would happen, and changes nothing.</param>
public sealed record RestartContainerInput([ID] string ContainerId, string? IdempotencyKey = null, bool DryRun = false);

/// <summary>Which container.</summary>
/// <param name="ContainerId">Its id.</param>
/// <param name="IdempotencyKey">Your name for this call: called again with the same within a day, it is not done again.</param>
/// <param name="DryRun">Tells what would happen, and changes nothing.</param>
public sealed record WakeContainerInput([ID] string ContainerId, string? IdempotencyKey = null, bool DryRun = false);

/// <summary>Which container.</summary>
/// <param name="ContainerId">Its id.</param>
/// <param name="IdempotencyKey">Your name for this call: called again with the same within a day, it is not done again.</param>
/// <param name="DryRun">Tells what would happen, and changes nothing.</param>
public sealed record DeployContainerInput([ID] string ContainerId, string? IdempotencyKey = null, bool DryRun = false);

/// <summary>Which container, and how many instances.</summary>
/// <param name="ContainerId">Its id.</param>
/// <param name="Replicas">1 to 10.</param>
/// <param name="IdempotencyKey">Your name for this call: called again with the same within a day, it is not done again.</param>
/// <param name="DryRun">Tells what would happen, and changes nothing.</param>
public sealed record ScaleContainerInput([ID] string ContainerId, int Replicas, string? IdempotencyKey = null, bool DryRun = false);

/// <summary>Which container, and where to go back to.</summary>
/// <param name="ContainerId">Its id.</param>
/// <param name="DeploymentId">An earlier deployment of it.</param>
/// <param name="IdempotencyKey">Your name for this call: called again with the same within a day, it is not done again.</param>
/// <param name="DryRun">Tells what would happen, and changes nothing.</param>
public sealed record RollbackContainerInput([ID] string ContainerId, [ID] string DeploymentId, string? IdempotencyKey = null, bool DryRun = false);

/// <summary>Which container, and what goes with it.</summary>
/// <param name="ContainerId">Its id.</param>
/// <param name="DeleteVolumes">Whether the volume that it was made with goes too, with all that is in it. Otherwise it stays. Volumes that were made by name always stay.</param>
/// <param name="IdempotencyKey">Your name for this call: called again with the same within a day, it is not done again.</param>
/// <param name="DryRun">Tells what would happen, and changes nothing.</param>
public sealed record DeleteContainerInput([ID] string ContainerId, bool DeleteVolumes = false, string? IdempotencyKey = null, bool DryRun = false);

/// <summary>What to run.</summary>
/// <param name="ContainerId">Where. One that sleeps is woken.</param>
/// <param name="Command">The program and its arguments. No shell is between: <c>["sh", "-c", "…"]</c> asks for one.</param>
/// <param name="WorkingDirectory">Where it begins.</param>
/// <param name="Environment">Variables on top of the container's.</param>
/// <param name="Stdin">What it reads.</param>
/// <param name="Timeout">After this it is ended; two minutes unless said otherwise.</param>
public sealed record ExecInContainerInput(
    [ID] string ContainerId,
    IReadOnlyList<string> Command,
    string? WorkingDirectory = null,
    IReadOnlyList<EnvironmentVariableInput>? Environment = null,
    [property: AllowNul] string? Stdin = null,
    TimeSpan? Timeout = null);
