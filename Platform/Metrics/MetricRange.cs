using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Metrics;

/// <summary>How fine the metrics of a time are read.</summary>
public enum MetricResolution
{
    /// <summary>From memory.</summary>
    Seconds,

    /// <summary>From minutes.</summary>
    Minutes,

    /// <summary>From hours.</summary>
    Hours,
}

/// <summary>A stretch of time and how many points it has.</summary>
/// <param name="From">It begins here.</param>
/// <param name="To">And ends before this.</param>
/// <param name="Step">How long a point is: whole seconds, minutes or hours.</param>
/// <param name="Resolution">Where it is read.</param>
public sealed record MetricRange(DateTimeOffset From, DateTimeOffset To, TimeSpan Step, MetricResolution Resolution)
{
    /// <summary>More points than this are refused.</summary>
    public const int MostPoints = 2000;

    private const int UsualPoints = 360;
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3660);

    /// <summary>Steps that read well on an axis.</summary>
    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(30),
    ];

    /// <summary>Plans how to read a time.</summary>
    /// <param name="from">It begins here.</param>
    /// <param name="to">And ends before this.</param>
    /// <param name="step">How long a point is; one that is finer than what is kept becomes as fine as that. Null: the shortest with which there are at most 360.</param>
    /// <param name="now">The time.</param>
    /// <param name="options">How long what is kept.</param>
    /// <exception cref="PlatformException">VALIDATION: it ends before it begins, or would have too many points.</exception>
    public static MetricRange Plan(DateTimeOffset from, DateTimeOffset to, TimeSpan? step, DateTimeOffset now, MetricOptions options)
    {
        var span = to - from;
        new Problems()
            .Require(span > TimeSpan.Zero, "A time ends after it begins.", "to")
            .Require(span <= Longest, "Ask for at most ten years.", "from")
            .Require(step is null || step > TimeSpan.Zero, "A step is longer than nothing.", "step")
            .ThrowIfAny();
        var resolution = Finest(from, span, step, now, options);
        var unit = resolution switch { MetricResolution.Seconds => TimeSpan.FromSeconds(1), MetricResolution.Minutes => TimeSpan.FromMinutes(1), _ => TimeSpan.FromHours(1) };
        var wanted = step ?? (resolution == MetricResolution.Seconds ? unit : Array.Find(Steps, s => s >= unit && span / s <= UsualPoints));
        if (wanted == TimeSpan.Zero) wanted = Steps[^1];
        var whole = unit * Math.Max(1, Math.Ceiling(wanted / unit));
        if (span / whole > MostPoints)
        {
            throw new PlatformException(
                ErrorCode.Validation, $"That would be {span / whole:n0} points, and {MostPoints} are the most. Ask for a shorter time, or for a step of {Math.Ceiling(span.TotalSeconds / MostPoints):n0} s or more.", "step");
        }

        return new(from, to, whole, resolution);
    }

    /// <summary>The point that a time belongs to: points lie at multiples of the step since 1970, so that those of two answers fit together.</summary>
    public DateTimeOffset PointOf(DateTimeOffset time)
    {
        var since = time - DateTimeOffset.UnixEpoch;
        return DateTimeOffset.UnixEpoch + (Math.Floor(since / Step) * Step);
    }

    private static MetricResolution Finest(DateTimeOffset from, TimeSpan span, TimeSpan? step, DateTimeOffset now, MetricOptions options)
    {
        var memory = TimeSpan.FromSeconds(StatsFeed.Kept) + Slack;
        if (from >= now - memory && (step is null ? span <= memory : step < TimeSpan.FromMinutes(1))) return MetricResolution.Seconds;
        if (from >= now - options.MinuteRetention - TimeSpan.FromMinutes(1) && (step is null || step < TimeSpan.FromHours(1) || step.Value.Ticks % TimeSpan.TicksPerHour != 0)) return MetricResolution.Minutes;
        return MetricResolution.Hours;
    }
}
