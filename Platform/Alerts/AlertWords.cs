using System.Globalization;

namespace GraphPlatform.Platform.Alerts;

/// <summary>What alerts say.</summary>
public static class AlertWords
{
    private static readonly string[] ByteUnits = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>How a metric is called at the beginning of a sentence.</summary>
    public static string Name(AlertMetric metric) => metric switch
    {
        AlertMetric.Cpu or AlertMetric.CpuPercent => "CPU",
        AlertMetric.Memory or AlertMetric.MemoryPercent => "Memory",
        AlertMetric.NetworkReceived => "Network received",
        AlertMetric.NetworkSent => "Network sent",
        AlertMetric.BlockRead => "Disk read",
        AlertMetric.BlockWritten => "Disk written",
        AlertMetric.Pids => "Processes",
        AlertMetric.NotRunning => "Instances that do not run",
        _ => "Crashes in a row",
    };

    /// <summary>A value with its unit.</summary>
    public static string Value(AlertMetric metric, double value) => metric switch
    {
        AlertMetric.Cpu => $"{Number(value, "0.##")} cores",
        AlertMetric.CpuPercent or AlertMetric.MemoryPercent => $"{Number(value, "0.#")} % of the limit",
        AlertMetric.Memory => Bytes(value),
        AlertMetric.NetworkReceived or AlertMetric.NetworkSent or AlertMetric.BlockRead or AlertMetric.BlockWritten => $"{Bytes(value)}/s",
        _ => Number(value, "0.#"),
    };

    /// <summary>A condition, such as <c>CPU above 0.8 cores for 5 min</c>.</summary>
    public static string Condition(AlertRuleSpec rule) =>
        $"{Name(rule.Metric)} {Side(rule.Comparison)} {Value(rule.Metric, rule.Threshold)}{(rule.HeldFor > TimeSpan.Zero ? " for " + Span(rule.HeldFor) : "")}";

    internal static string Waiting(AlertRule rule, AlertReading reading) =>
        $"{Name(rule.Metric)}: {Shown(rule, reading)}, {Side(rule.Comparison)} {Value(rule.Metric, rule.Threshold)}. It fires when that holds for {Span(rule.HeldFor)}.";

    internal static string Firing(AlertRule rule, AlertReading reading) =>
        $"{Name(rule.Metric)}: {Shown(rule, reading)}, {Side(rule.Comparison)} {Value(rule.Metric, rule.Threshold)}{(rule.HeldFor > TimeSpan.Zero ? " for " + Span(rule.HeldFor) : "")}.";

    internal static string Over(AlertRule rule, AlertReading reading) => reading.Value is null
        ? "It does not run any more."
        : $"{Name(rule.Metric)}: {Shown(rule, reading)}, no longer {Side(rule.Comparison)} {Value(rule.Metric, rule.Threshold)}.";

    private static string Shown(AlertRule rule, AlertReading reading) => reading.Value is { } value ? Value(rule.Metric, value) : "nothing";

    private static string Side(AlertComparison comparison) => comparison == AlertComparison.Above ? "above" : "below";

    private static string Span(TimeSpan span) =>
        span.TotalSeconds < 120 && span.TotalSeconds % 60 != 0 ? $"{Number(span.TotalSeconds, "0.#")} s" : span.TotalMinutes < 120 ? $"{Number(span.TotalMinutes, "0.#")} min" : $"{Number(span.TotalHours, "0.#")} h";

    private static string Bytes(double bytes)
    {
        var unit = 0;
        for (; bytes >= 1024 && unit < ByteUnits.Length - 1; unit++) bytes /= 1024;
        return $"{Number(bytes, bytes >= 100 ? "0" : "0.#")} {ByteUnits[unit]}";
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
