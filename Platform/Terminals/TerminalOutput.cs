namespace GraphPlatform.Platform.Terminals;

/// <summary>What a terminal's stream says. Places are bytes of output since its start.</summary>
public abstract record TerminalOutput;

/// <summary>Some output.</summary>
/// <param name="To">The place after it.</param>
/// <param name="Text">Never a part of a character.</param>
public sealed record TerminalText(long To, ReadOnlyMemory<byte> Text) : TerminalOutput;

/// <summary>Output is missing: it came faster than it was taken, or the client came back too late.</summary>
/// <param name="From">The place where it was written.</param>
/// <param name="To">The place where it goes on.</param>
public sealed record TerminalGap(long From, long To) : TerminalOutput;

/// <summary>Nothing more will come.</summary>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="ExitCode">Of the program, where it ended by itself.</param>
public sealed record TerminalEnd(string Reason, int? ExitCode) : TerminalOutput;
