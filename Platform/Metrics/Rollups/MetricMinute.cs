namespace GraphPlatform.Platform.Metrics.Rollups;

/// <summary>
/// What a container used in a minute, as one run of a server saw it. A server that is restarted in the middle of a minute has two runs in it, and both are
/// kept: a row is only ever written again with the same, so that a write of which nobody knows whether it was done can be repeated.
/// </summary>
public sealed class MetricMinute : MetricRow
{
    private MetricMinute()
    {
    }

    /// <summary>A minute's figures.</summary>
    public MetricMinute(string containerId, int minute, int run, in MetricFigures figures) : base(containerId, figures)
    {
        (Minute, Run) = (minute, run);
    }

    /// <summary>Minutes since 1970, UTC.</summary>
    public int Minute { get; private set; }

    /// <summary>A number that a server takes for itself when it starts.</summary>
    public int Run { get; private set; }

    /// <summary>The minute that a time is in.</summary>
    public static int Of(DateTimeOffset time) => (int)(time.ToUnixTimeSeconds() / 60);

    /// <summary>When a minute begins.</summary>
    public static DateTimeOffset Start(int minute) => DateTimeOffset.FromUnixTimeSeconds(minute * 60L);
}
