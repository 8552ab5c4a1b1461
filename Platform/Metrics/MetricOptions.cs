using System.ComponentModel.DataAnnotations;

namespace GraphPlatform.Platform.Metrics;

/// <summary>Section <c>Metrics</c>: how long what containers used is kept. Seconds are in memory alone, for five minutes.</summary>
public sealed class MetricOptions
{
    /// <summary>How long minutes are kept.</summary>
    [Range(typeof(TimeSpan), "02:00:00", "31.00:00:00")]
    public TimeSpan MinuteRetention { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long hours are kept.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan HourRetention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How many minutes wait in memory while the database cannot take them. What is older is lost then, and the log says so.</summary>
    [Range(1, 1440)]
    public int UnwrittenMinutes { get; init; } = 60;
}
