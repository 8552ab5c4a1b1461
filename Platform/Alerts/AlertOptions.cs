using System.ComponentModel.DataAnnotations;

namespace GraphPlatform.Platform.Alerts;

/// <summary>Section <c>Alerts</c>.</summary>
public sealed class AlertOptions
{
    /// <summary>How many rules an organization may have.</summary>
    [Range(1, 10_000)]
    public int MaxRules { get; init; } = 50;
}
