using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Agent;

/// <summary>What became of a command that could not be started, as a shell would say it.</summary>
internal static class ExecRefusal
{
    // POSIX, Shell and Utilities, 2.8.2.
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    /// <summary>The result: exit code 127 or 126, nothing on standard output, our words on standard error.</summary>
    /// <param name="command">The command.</param>
    /// <param name="said">The engine's words.</param>
    public static ExecResult Explain(ExecCommand command, string said)
    {
        var program = command.Arguments[0];
        var (code, why) = said switch
        {
            _ when said.Contains("chdir to cwd", StringComparison.Ordinal) => (NotExecutable, $"The working directory {command.WorkingDirectory} cannot be entered: it is not there, is no folder, or its user may not."),
            _ when said.Contains("executable file not found", StringComparison.Ordinal) => (NotFound, $"{program}: not found in the container's PATH."),
            _ when said.Contains("no such file or directory", StringComparison.Ordinal) => (NotFound, $"{program}: not found in the container."),
            _ when said.Contains("permission denied", StringComparison.Ordinal) => (NotExecutable, $"{program}: not executable: it is no program, or its mode does not allow it."),
            _ when said.Contains("exec format error", StringComparison.Ordinal) => (NotExecutable, $"{program}: not a program for this machine; a script needs a first line such as #!/bin/sh."),
            _ => (NotExecutable, $"{program}: could not be started: {said.Trim()}"),
        };
        return new ExecResult(code, "", why + "\n", Truncated: false, TimedOut: false);
    }
}
