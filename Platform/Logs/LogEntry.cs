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

    /// <summary>No line: nothing up to here fitted the reader's filter. It is never kept.</summary>
    Position,
}

/// <summary>One entry of a container's log. Entries are numbered without holes, when they are committed, for good.</summary>
/// <param name="Sequence">1, 2, 3… within the container.</param>
/// <param name="Time">Nanoseconds since 1970, by the engine's clock.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Level">How serious it says that it is; null where it does not say.</param>
/// <param name="Text">Valid UTF-8, without the newline. Of a gap: its reason.</param>
/// <param name="Missing">Of a gap: how many lines are missing, where that is known.</param>
/// <param name="InstanceId">The instance that wrote it.</param>
/// <param name="Deployment">The number of the deployment that wrote it.</param>
public readonly record struct LogEntry(
    long Sequence, long Time, LogEntryKind Kind, LogLevel? Level, ReadOnlyMemory<byte> Text, long? Missing, string InstanceId, int Deployment);

/// <summary>
/// How far one output of an instance was read: the latest time, and how many frames were seen from the first at that time on. Times repeat and may
/// go back, so the time alone would lose or double lines; the two outputs are not in order with each other, so each has its own.
/// </summary>
/// <param name="Time">Nanoseconds since 1970.</param>
/// <param name="Frames">Frames since the first at that time, that one included.</param>
public readonly record struct LogCheckpoint(long Time, int Frames);

/// <summary>How far both outputs of an instance were read.</summary>
public readonly record struct LogCheckpoints(LogCheckpoint Stdout, LogCheckpoint Stderr)
{
    /// <summary>The checkpoint of one output.</summary>
    public LogCheckpoint this[LogStream stream] => stream == LogStream.Stdout ? Stdout : Stderr;

    // The engine's file is in the order of writing; times in it go back by no more, unless somebody turns the clock far.
    private const long Margin = 60_000_000_000;

    /// <summary>Where to read on: a margin before the output that was read least far, for a clock that was turned back. What was read is skipped by counting.</summary>
    public long Since => (Stdout.Frames, Stderr.Frames) switch
    {
        (0, 0) => 0,
        ( > 0, > 0) => Math.Max(0, Math.Min(Stdout.Time, Stderr.Time) - Margin),
        _ => Math.Max(0, Math.Max(Stdout.Time, Stderr.Time) - Margin),
    };

    /// <summary>With another checkpoint for one output.</summary>
    public LogCheckpoints With(LogStream stream, LogCheckpoint checkpoint) =>
        stream == LogStream.Stdout ? this with { Stdout = checkpoint } : this with { Stderr = checkpoint };
}
