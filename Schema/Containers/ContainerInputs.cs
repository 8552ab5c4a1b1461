using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.Schema.Containers;

/// <summary>Which container.</summary>
/// <param name="ContainerId">Its id.</param>
public sealed record StartContainerInput([ID] string ContainerId);

/// <summary>Which container.</summary>
/// <param name="ContainerId">Its id.</param>
public sealed record StopContainerInput([ID] string ContainerId);

/// <summary>Which container, and what goes with it.</summary>
/// <param name="ContainerId">Its id.</param>
/// <param name="DeleteVolumes">Whether its volumes go too, with all that is in them. Otherwise they stay.</param>
public sealed record DeleteContainerInput([ID] string ContainerId, bool DeleteVolumes = false);

/// <summary>What to run.</summary>
/// <param name="ContainerId">Where.</param>
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
    string? Stdin = null,
    TimeSpan? Timeout = null);
