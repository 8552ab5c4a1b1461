namespace GraphPlatform.Docker.Containers;

/// <summary>Which part of a container's log is read.</summary>
public sealed record LogOptions
{
    /// <summary>Whether the stream stays open for what comes, until the container ends.</summary>
    public bool Follow { get; init; }

    /// <summary>Whether standard output is in it.</summary>
    public bool Stdout { get; init; } = true;

    /// <summary>Whether standard error is in it.</summary>
    public bool Stderr { get; init; } = true;

    /// <summary>From this time on, inclusive, to the nanosecond.</summary>
    public NanoTime? Since { get; init; }

    /// <summary>Up to this time.</summary>
    public NanoTime? Until { get; init; }

    /// <summary>Only the last so many lines, counted before streams are chosen; null is all.</summary>
    public int? Tail { get; init; }

    /// <summary>Whether each line starts with its RFC 3339 time (nine decimals, Z) and a space; <see cref="NanoTime.TryParse"/> reads it.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Whether the container has a TTY (<see cref="ContainerConfig.Tty"/>): then there are no frames, and bytes come as they are.
    /// Engines of API 1.42 and later say it themselves; for 20.10 it must be right.</summary>
    public bool Tty { get; init; }
}
