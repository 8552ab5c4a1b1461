using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Schema.Containers;

namespace GraphPlatform.Schema.Terminals;

/// <summary>What to open.</summary>
/// <param name="ContainerId">Where. One that sleeps is woken.</param>
/// <param name="Columns">Its width in characters, 1 to 1000.</param>
/// <param name="Rows">Its height in characters, 1 to 1000.</param>
/// <param name="InstanceId">In which instance; without, in the first that runs.</param>
/// <param name="Command">The program and its arguments; without, bash or else sh.</param>
/// <param name="WorkingDirectory">Where it begins.</param>
/// <param name="Environment">Variables on top of the container's.</param>
/// <param name="IdempotencyKey">Your name for this terminal: opened again with the same while it is open, it is the same.</param>
public sealed record OpenTerminalInput(
    [ID] string ContainerId,
    int Columns,
    int Rows,
    [ID] string? InstanceId = null,
    IReadOnlyList<string>? Command = null,
    string? WorkingDirectory = null,
    IReadOnlyList<EnvironmentVariableInput>? Environment = null,
    string? IdempotencyKey = null);

/// <summary>What is typed.</summary>
/// <param name="TerminalId">Where.</param>
/// <param name="Offset">How many bytes of UTF-8 were sent to this terminal before these: 0 for the first, then what inputOffset says.</param>
/// <param name="Data">What is typed, at most 64 KiB.</param>
public sealed record SendTerminalInputInput([ID] string TerminalId, long Offset, [property: AllowNul] string Data);

/// <summary>How large the terminal is by now.</summary>
/// <param name="TerminalId">Which.</param>
/// <param name="Columns">Its width in characters, 1 to 1000.</param>
/// <param name="Rows">Its height in characters, 1 to 1000.</param>
public sealed record ResizeTerminalInput([ID] string TerminalId, int Columns, int Rows);

/// <summary>What the client has got.</summary>
/// <param name="TerminalId">Of which terminal.</param>
/// <param name="Cursor">The last TerminalChunk's cursor, or the last TerminalGap's <c>to</c>.</param>
public sealed record AcknowledgeTerminalOutputInput([ID] string TerminalId, [Scalar("Cursor")] string Cursor);

/// <summary>Which to close.</summary>
/// <param name="TerminalId">The terminal.</param>
public sealed record CloseTerminalInput([ID] string TerminalId);
