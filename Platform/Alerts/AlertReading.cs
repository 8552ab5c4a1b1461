namespace GraphPlatform.Platform.Alerts;

/// <summary>What was read of a metric for a rule.</summary>
/// <param name="IsKnown">False when it cannot be told now: the stream of samples has only begun. Alerts stay as they are then.</param>
/// <param name="Value">In the metric's unit; null when nothing runs.</param>
internal readonly record struct AlertReading(bool IsKnown, double? Value)
{
    /// <summary>It cannot be told now.</summary>
    public static AlertReading Unknown => default;

    /// <summary>Nothing runs, so there is nothing to measure.</summary>
    public static AlertReading Nothing => new(true, null);

    /// <summary>A value.</summary>
    public static AlertReading Of(double value) => new(true, value);
}
