using System.ComponentModel.DataAnnotations;

namespace GraphPlatform.Platform.Logs;

/// <summary>Section <c>Logs</c>.</summary>
public sealed class LogOptions
{
    /// <summary>How long lines are kept.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How many bytes of log are kept for one container; the oldest go first.</summary>
    [Range(1L << 20, 1L << 50)]
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>The size at which a segment file is closed and the next begins. Whole segments are removed, so it is also the grain of retention.</summary>
    [Range(64 << 10, 1 << 30)]
    public int SegmentBytes { get; init; } = 16 << 20;

    /// <summary>How long a stopped instance's log may take to be read to its end before it is removed, and a gap says so.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
