namespace GraphPlatform.Platform.Metrics;

/// <summary>A second of a container.</summary>
/// <param name="Sample">What its instances used together.</param>
/// <param name="Traffic">What they moved since the moment before.</param>
internal readonly record struct Moment(StatsSample Sample, Traffic Traffic);
