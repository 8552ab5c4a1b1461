using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Platform.Workers;

/// <summary>A command to run in an instance.</summary>
/// <param name="Arguments">The program and its arguments.</param>
/// <param name="WorkingDirectory">Null: the container's own.</param>
/// <param name="Environment">Variables on top of the container's.</param>
/// <param name="Input">What it gets on standard input.</param>
/// <param name="Timeout">After this it is ended.</param>
/// <param name="OutputLimit">Bytes of each output that are kept; what comes after is dropped and told.</param>
public sealed record ExecCommand(
    IReadOnlyList<string> Arguments,
    string? WorkingDirectory,
    IReadOnlyList<EnvironmentVariable> Environment,
    ReadOnlyMemory<byte> Input,
    TimeSpan Timeout,
    int OutputLimit);

/// <summary>What a command did.</summary>
/// <param name="ExitCode">Its exit code; null when it was ended by the time limit.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="Truncated">Whether more was written than is kept.</param>
/// <param name="TimedOut">Whether the time limit ended it.</param>
public sealed record ExecResult(int? ExitCode, string Output, string Error, bool Truncated, bool TimedOut);
