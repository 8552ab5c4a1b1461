namespace GraphPlatform.Platform.Logs;

/// <summary>Which of its two outputs a process wrote to.</summary>
public enum LogStream : byte
{
    /// <summary>Standard output.</summary>
    Stdout,

    /// <summary>Standard error.</summary>
    Stderr,
}

/// <summary>A piece of output as the engine hands it out: a line, or 16 kB of a longer one.</summary>
/// <param name="Stream">Where it was written to.</param>
/// <param name="Time">Nanoseconds since 1970, by the engine's clock. All pieces of one line have the same.</param>
/// <param name="Text">UTF-8, mostly; with its newline if it ends a line. Valid until the next frame is asked for.</param>
public readonly record struct LogFrame(LogStream Stream, long Time, ReadOnlyMemory<byte> Text);
