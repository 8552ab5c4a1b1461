using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Alerts;

/// <summary>What an alert is: a metric of a container, of each of a project's or of each of the organization's is beyond a threshold for some time.</summary>
public sealed class AlertRule : IOwned
{
    private AlertRule()
    {
    }

    /// <summary>A new rule.</summary>
    public AlertRule(string id, string organizationId, string? projectId, string? containerId, AlertRuleSpec spec, string createdBy, DateTimeOffset now)
    {
        (Id, OrganizationId, ProjectId, ContainerId, CreatedBy, CreatedAt) = (id, organizationId, projectId, containerId, createdBy, now);
        Change(spec, now);
    }

    /// <summary><c>alr_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>The organization it belongs to.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>Of all containers of this project; null when it is narrower or wider.</summary>
    public string? ProjectId { get; private set; }

    /// <summary>Of this container; null when it is wider.</summary>
    public string? ContainerId { get; private set; }

    /// <summary>How it is called.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What is looked at.</summary>
    public AlertMetric Metric { get; private set; }

    /// <summary>On which side of the threshold it is an alert.</summary>
    public AlertComparison Comparison { get; private set; }

    /// <summary>In the metric's unit.</summary>
    public double Threshold { get; private set; }

    /// <summary>It fires when the value is beyond the threshold for so long.</summary>
    public TimeSpan HeldFor { get; private set; }

    /// <summary>Whether it is looked at.</summary>
    public bool Enabled { get; private set; }

    /// <summary>Who made it: an actor's id.</summary>
    public string CreatedBy { get; private set; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Raised by every write, so that of two at once one is told.</summary>
    public int Revision { get; private set; }

    /// <summary>What can be changed.</summary>
    public AlertRuleSpec Spec => new(Name, Metric, Comparison, Threshold, HeldFor, Enabled);

    /// <summary>Its user wants it otherwise.</summary>
    public void Change(AlertRuleSpec spec, DateTimeOffset now)
    {
        (Name, Metric, Comparison, Threshold, HeldFor, Enabled) = spec;
        UpdatedAt = now;
        Revision++;
    }

    /// <summary>Whether a container is one that it looks at.</summary>
    public bool Covers(string organizationId, string projectId, string containerId) =>
        OrganizationId == organizationId && (ProjectId is null || ProjectId == projectId) && (ContainerId is null || ContainerId == containerId);

    /// <summary>Whether a value is beyond the threshold. No value never is.</summary>
    public bool IsBeyond(double? value) => value is { } v && (Comparison == AlertComparison.Above ? v > Threshold : v < Threshold);
}

/// <summary>What can be changed of an alert rule.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="Metric">What is looked at.</param>
/// <param name="Comparison">On which side of the threshold it is an alert.</param>
/// <param name="Threshold">In the metric's unit.</param>
/// <param name="HeldFor">It fires when the value is beyond the threshold for so long.</param>
/// <param name="Enabled">Whether it is looked at.</param>
public sealed record AlertRuleSpec(string Name, AlertMetric Metric, AlertComparison Comparison, double Threshold, TimeSpan HeldFor, bool Enabled = true)
{
    private const int MaxName = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Says everything that is wrong with it.</summary>
    /// <exception cref="PlatformException">VALIDATION.</exception>
    public void Check() => new Problems()
        .Require(!string.IsNullOrWhiteSpace(Name) && Name.Length <= MaxName, $"A name has 1 to {MaxName} characters.", "name")
        .Require(double.IsFinite(Threshold) && Threshold >= 0 && Threshold <= 1e15, "A threshold is a number, 0 or more.", "threshold")
        .Require(Threshold > 0 || Comparison == AlertComparison.Above, "Nothing is below 0.", "threshold")
        .Require(HeldFor >= TimeSpan.Zero && HeldFor <= Longest, "It fires at once, or after at most 24 hours.", "for")
        .ThrowIfAny();
}
