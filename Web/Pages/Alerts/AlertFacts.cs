using System.Xml;
using GraphPlatform.Web.Parts;

namespace GraphPlatform.Web.Pages.Alerts;

/// <summary>An alert rule; alerts.js says the same of its state.</summary>
public sealed record RuleFacts(
    string Id, string Name, string Metric, string Comparison, double Threshold, string For, string Condition, bool Enabled, Named? Container, Named? Project, IReadOnlyList<AlertFacts> Alerts)
{
    /// <summary>What it looks at.</summary>
    public string Scope => Container is { } container ? container.Name : Project is { } project ? $"every container of {project.Name}" : "every container";

    /// <summary>How many fire.</summary>
    public int Firing => Alerts.Count(a => a.State == "FIRING");

    /// <summary>How many wait.</summary>
    public int Pending => Alerts.Count(a => a.State == "PENDING");

    /// <summary>The status whose colour it has.</summary>
    public string Tone => !Enabled ? "stopped" : Firing > 0 ? "failed" : Pending > 0 ? "deploying" : "running";

    /// <summary>How it stands.</summary>
    public string Word => !Enabled ? "Off" : Firing > 0 ? (Firing == 1 ? "Firing" : $"{Firing} firing") : Pending > 0 ? "Waiting" : "Quiet";

    /// <summary>The threshold as it is typed.</summary>
    public string ThresholdText => Thresholds.Plain(Metric, Threshold);

    /// <summary>How long as it is typed.</summary>
    public string ForText => Durations.Plain(XmlConvert.ToTimeSpan(For));
}

/// <summary>An alert.</summary>
public sealed record AlertFacts(string Id, string State, string Reason, DateTimeOffset Since, DateTimeOffset? ResolvedAt, Named? Container);

/// <summary>Something with a name.</summary>
public sealed record Named(string Id, string Name);

/// <summary>What a rule can look at.</summary>
/// <param name="Key">By its name in the API.</param>
/// <param name="Name">For people.</param>
/// <param name="Hint">What a threshold is typed as.</param>
public sealed record MetricChoice(string Key, string Name, string Hint)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<MetricChoice> All { get; } =
    [
        new("CPU_PERCENT", "CPU, % of the limit", "80"),
        new("MEMORY_PERCENT", "Memory, % of the limit", "90"),
        new("NOT_RUNNING", "Instances that should run and do not", "0"),
        new("CRASHES", "Crashes in a row", "2"),
        new("CPU", "CPU, cores", "0.5"),
        new("MEMORY", "Memory, bytes", "512 MB"),
        new("NETWORK_RECEIVED", "Network received, bytes a second", "10 MB/s"),
        new("NETWORK_SENT", "Network sent, bytes a second", "10 MB/s"),
        new("BLOCK_READ", "Disk read, bytes a second", "10 MB/s"),
        new("BLOCK_WRITTEN", "Disk written, bytes a second", "10 MB/s"),
        new("PIDS", "Processes and threads", "100"),
    ];
}
