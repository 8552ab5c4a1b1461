namespace GraphPlatform.Docker.Containers;

/// <summary>Which of its streams a process wrote to.</summary>
public enum LogStream : byte
{
    /// <summary>Standard input, echoed by some engines when attached.</summary>
    Stdin = 0,

    /// <summary>Standard output; everything a TTY shows.</summary>
    Stdout = 1,

    /// <summary>Standard error.</summary>
    Stderr = 2,
}

/// <summary>One frame of an engine's multiplexed stream: a line, or a piece of one of at most 16 kB; any bytes when there is a TTY.</summary>
/// <param name="Stream">Where it was written.</param>
/// <param name="Payload">The bytes, line end included. A view of a pooled buffer: valid until the next MoveNext; copy what you keep.</param>
public readonly record struct LogFrame(LogStream Stream, ReadOnlyMemory<byte> Payload);
