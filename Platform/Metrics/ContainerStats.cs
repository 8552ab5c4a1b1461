namespace GraphPlatform.Platform.Metrics;

/// <summary>What a container's running instances use together.</summary>
/// <param name="ContainerId">The container.</param>
/// <param name="Sample">The sums; counters tell what was moved since this server measures the container, by instances that are gone too.</param>
public sealed record ContainerStats(string ContainerId, StatsSample Sample);
