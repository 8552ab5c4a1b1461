using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Terminals;

/// <summary>A terminal that is asked for.</summary>
/// <param name="ContainerId">Where.</param>
/// <param name="InstanceId">In which of its instances; null for the first that runs.</param>
/// <param name="Command">The program and its arguments; empty for a shell.</param>
/// <param name="WorkingDirectory">Null: the container's own.</param>
/// <param name="Environment">Variables on top of the container's.</param>
/// <param name="Size">How large it is at first.</param>
/// <param name="IdempotencyKey">The caller's name for it: asked for again under the same, it is the same.</param>
public sealed record NewTerminal(
    string ContainerId, string? InstanceId, IReadOnlyList<string> Command, string? WorkingDirectory, IReadOnlyList<EnvironmentVariable> Environment, TerminalSize Size, string? IdempotencyKey);

/// <summary>Whose a terminal is, and where.</summary>
internal sealed record LiveOwner(string TerminalId, string InstanceId, string OrganizationId, string UserId, string? SessionId);
