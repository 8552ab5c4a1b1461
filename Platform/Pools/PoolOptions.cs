using System.ComponentModel.DataAnnotations;

namespace GraphPlatform.Platform.Pools;

/// <summary>Section <c>Pools</c>: how warm pools follow demand.</summary>
public sealed class PoolOptions
{
    /// <summary>After so long without a start, half of what a pool has above its minimum goes; and again after as long.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan QuietAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long after a start a pool is left as it is: a burst of starts has the engine for itself. Ten times as long at most, while starts do not end.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RefillDelay { get; init; } = TimeSpan.FromSeconds(1);
}
