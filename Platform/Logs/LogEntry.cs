namespace GraphPlatform.Platform.Logs;

/// <summary>What an entry of a container's log is.</summary>
public enum LogEntryKind : byte
{
    /// <summary>A line of standard output.</summary>
    Stdout,

    /// <summary>A line of standard error.</summary>
    Stderr,

    /// <summary>Lines are missing here; the text says why.</summary>
    Gap,
}

/// <summary>One entry of a container's log. Entries are numbered without holes, when they are committed, for good.</summary>
/// <param name="Sequence">1, 2, 3… within the container.</param>
/// <param name="Time">Nanoseconds since 1970, by the engine's clock.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Valid UTF-8, without the newline. Of a gap: its reason.</param>
/// <param name="Missing">Of a gap: how many lines are missing, where that is known.</param>
/// <param name="InstanceId">The instance that wrote it.</param>
/// <param name="Deployment">The number of the deployment that wrote it.</param>
public readonly record struct LogEntry(
    long Sequence, long Time, LogEntryKind Kind, ReadOnlyMemory<byte> Text, long? Missing, string InstanceId, int Deployment);

/// <summary>
/// How far one output of an instance was read: the last time, and how many frames were seen at it. Times repeat, so the time alone would
/// lose or double lines; the two outputs are not in order with each other, so each has its own.
/// </summary>
/// <param name="Time">Nanoseconds since 1970.</param>
/// <param name="Frames">Frames seen at that time.</param>
public readonly record struct LogCheckpoint(long Time, int Frames);

/// <summary>How far both outputs of an instance were read.</summary>
public readonly record struct LogCheckpoints(LogCheckpoint Stdout, LogCheckpoint Stderr)
{
    /// <summary>The checkpoint of one output.</summary>
    public LogCheckpoint this[LogStream stream] => stream == LogStream.Stdout ? Stdout : Stderr;

    /// <summary>
    /// Where to read on. The engine's file is in order but for the moment between a line's time and its writing, so for an output
    /// that had written nothing a minute before the other's last line is early enough.
    /// </summary>
    public long Since => (Stdout.Frames, Stderr.Frames) switch
    {
        (0, 0) => 0,
        ( > 0, > 0) => Math.Min(Stdout.Time, Stderr.Time),
        _ => Math.Max(0, Math.Max(Stdout.Time, Stderr.Time) - 60_000_000_000),
    };

    /// <summary>With another checkpoint for one output.</summary>
    public LogCheckpoints With(LogStream stream, LogCheckpoint checkpoint) =>
        stream == LogStream.Stdout ? this with { Stdout = checkpoint } : this with { Stderr = checkpoint };
}
