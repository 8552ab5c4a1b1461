namespace GraphPlatform.Platform.Metrics.Rollups;

/// <summary>What a container used in an hour: always made from its minutes anew, and so the same however often it is made.</summary>
public sealed class MetricHour : MetricRow
{
    private MetricHour()
    {
    }

    /// <summary>Hours since 1970, UTC.</summary>
    public int Hour { get; private set; }

    /// <summary>The hour that a time is in.</summary>
    public static int Of(DateTimeOffset time) => (int)(time.ToUnixTimeSeconds() / 3600);

    /// <summary>When an hour begins.</summary>
    public static DateTimeOffset Start(int hour) => DateTimeOffset.FromUnixTimeSeconds(hour * 3600L);
}
