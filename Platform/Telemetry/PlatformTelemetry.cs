using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace GraphPlatform.Platform.Telemetry;

/// <summary>What the platform itself measures and traces. Costs next to nothing while nobody listens.</summary>
public static class PlatformTelemetry
{
    /// <summary>The name of the meter and of the source of activities.</summary>
    public const string Name = "GraphPlatform";

    internal static Meter Meter { get; } = new(Name);

    internal static ActivitySource Activities { get; } = new(Name);
}
