namespace GraphPlatform.Docker.Exec;

/// <summary>The body of <c>POST /containers/{id}/exec</c>: a command in a running container.</summary>
public sealed record ExecRequest
{
    /// <summary>The command and its arguments; no shell is involved.</summary>
    public required IReadOnlyList<string> Cmd { get; init; }

    /// <summary>Lines of <c>NAME=value</c>, besides the container's.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    /// <summary>Where it starts; null is the container's.</summary>
    public string? WorkingDir { get; init; }

    /// <summary><c>user</c>, <c>uid</c> or <c>uid:gid</c>; null is the container's.</summary>
    public string? User { get; init; }

    /// <summary>Whether it has a terminal: one raw stream both ways.</summary>
    public bool Tty { get; init; }

    /// <summary>Whether what we write reaches it.</summary>
    public bool AttachStdin { get; init; }

    /// <summary>Whether we get its standard output.</summary>
    public bool AttachStdout { get; init; } = true;

    /// <summary>Whether we get its standard error.</summary>
    public bool AttachStderr { get; init; } = true;

    /// <summary>Whether it has all of the host's rights.</summary>
    public bool? Privileged { get; init; }

    /// <summary>Keys that detach instead of reaching it; the engine takes ctrl-p,ctrl-q when null.</summary>
    public string? DetachKeys { get; init; }
}
