using System.ComponentModel.DataAnnotations;

namespace GraphPlatform.Platform.Health;

/// <summary>Section <c>Health</c>.</summary>
public sealed class HealthOptions
{
    /// <summary>Below this share of free space the disk of the data folder counts as degraded.</summary>
    [Range(0, 50)]
    public int DiskFreePercent { get; init; } = 5;
}
