using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Platform.Workers;

/// <summary>A program that runs in an instance with a terminal of its own. Disposing it ends the program and all that it began in that terminal.</summary>
public interface ITerminalProcess : IAsyncDisposable
{
    /// <summary>What it writes, until it ends. Who does not take it holds the program up, as a terminal does. Each piece is valid until the next is asked for.</summary>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(CancellationToken ct);

    /// <summary>Writes what was typed, and waits until the machine took it.</summary>
    Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken ct);

    /// <summary>Tells it how large its terminal is.</summary>
    Task ResizeAsync(TerminalSize size, CancellationToken ct);

    /// <summary>How it ended, once there is nothing more to read.</summary>
    Task<TerminalExit> ExitAsync(CancellationToken ct);
}

/// <summary>A program to run with a terminal.</summary>
/// <param name="TerminalId">By this its processes are known again.</param>
/// <param name="Arguments">The program and its arguments; empty for the instance's shell.</param>
/// <param name="WorkingDirectory">Null: the container's own.</param>
/// <param name="Environment">Variables on top of the container's.</param>
/// <param name="Size">How large its terminal is at first.</param>
public sealed record TerminalCommand(
    string TerminalId, IReadOnlyList<string> Arguments, string? WorkingDirectory, IReadOnlyList<EnvironmentVariable> Environment, TerminalSize Size);

/// <summary>The size of a terminal in characters.</summary>
public readonly record struct TerminalSize(int Columns, int Rows);

/// <summary>How a program with a terminal ended.</summary>
/// <param name="ExitCode">Its exit code; null where the machine does not tell.</param>
/// <param name="WithInstance">Whether its instance ended too, or was removed.</param>
public sealed record TerminalExit(int? ExitCode, bool WithInstance);
