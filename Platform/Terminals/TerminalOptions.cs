using System.ComponentModel.DataAnnotations;

namespace GraphPlatform.Platform.Terminals;

/// <summary>Section <c>Terminals</c>.</summary>
public sealed class TerminalOptions
{
    /// <summary>Bytes of output that are kept in memory for each terminal: what a client can have missed and still gets.</summary>
    [Range(4 << 10, 64 << 20)]
    public int RingBytes { get; init; } = 256 << 10;

    /// <summary>How long a terminal lives that nobody watches.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan UnwatchedLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a program waits for a watcher that takes nothing, or whose connection was cut, before output that nobody has got is dropped for newer.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan HoldOutput { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often it is looked whether those who opened terminals may still have them, for what no event told.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The most terminals that a user may have open.</summary>
    [Range(1, 10_000)]
    public int PerUser { get; init; } = 10;

    /// <summary>The most terminals that may be open in an organization's containers.</summary>
    [Range(1, 10_000)]
    public int PerOrganization { get; init; } = 50;
}
