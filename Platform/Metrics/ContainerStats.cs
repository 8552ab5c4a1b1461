namespace GraphPlatform.Platform.Metrics;

/// <summary>What a container's running instances use together.</summary>
/// <param name="ContainerId">The container.</param>
/// <param name="Sample">The sums.</param>
public sealed record ContainerStats(string ContainerId, StatsSample Sample);
