namespace GraphPlatform.Platform.Logs;

/// <summary>Which of its two outputs a process wrote to.</summary>
public enum LogStream : byte
{
    /// <summary>Standard output.</summary>
    Stdout,

    /// <summary>Standard error.</summary>
    Stderr,
}

/// <summary>A piece of output as the engine keeps it: a line, or 16 kB of a longer one.</summary>
/// <param name="Stream">Where it was written to.</param>
/// <param name="Time">Nanoseconds since 1970, by the engine's clock. All pieces of one line have the same.</param>
/// <param name="Text">UTF-8, mostly, without the newline. Valid until the next frame is asked for.</param>
/// <param name="EndsLine">Whether a newline came after it.</param>
/// <param name="Missing">When not null, this is no output: lines are missing here, for this reason.</param>
public readonly record struct LogFrame(LogStream Stream, long Time, ReadOnlyMemory<byte> Text, bool EndsLine, string? Missing = null)
{
    /// <summary>Says that lines are missing.</summary>
    public static LogFrame Gap(long time, string reason) => new(LogStream.Stdout, time, default, false, reason);
}
