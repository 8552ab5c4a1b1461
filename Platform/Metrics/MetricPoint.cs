namespace GraphPlatform.Platform.Metrics;

/// <summary>A metric in a stretch of time. There is none for a stretch in which nothing ran: that is a gap, and no zero.</summary>
/// <param name="At">When the stretch begins.</param>
/// <param name="Average">On the average.</param>
/// <param name="Max">At most: in the second, or for what is counted in bytes the minute or hour, that had most.</param>
public sealed record MetricPoint(DateTimeOffset At, double Average, double Max);
