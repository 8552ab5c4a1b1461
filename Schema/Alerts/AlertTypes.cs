using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Alerts;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Schema.Accounts;
using GraphPlatform.Schema.Containers;
using GraphPlatform.Schema.Projects;

namespace GraphPlatform.Schema.Alerts;

/// <summary>What is an alert: a metric of a container, of each of a project's or of each of the organization's is beyond a threshold for some time.</summary>
[ObjectType<AlertRule>, Implements<INode>]
public static class AlertRuleType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] AlertRule rule) => rule.Id;

    /// <summary>How it is called.</summary>
    public static string Name([Parent] AlertRule rule) => rule.Name;

    /// <summary>The container that it looks at; null when it looks at more.</summary>
    public static async Task<Container?> ContainerAsync([Parent] AlertRule rule, ContainerLoader containers) =>
        rule.ContainerId is { } id ? await containers.LoadAsync(id) : null;

    /// <summary>The project whose containers it looks at, or that its container is in; null when it looks at all of the organization.</summary>
    public static async Task<Project?> ProjectAsync([Parent] AlertRule rule, ProjectLoader projects) => rule.ProjectId is { } id ? await projects.LoadAsync(id) : null;

    /// <summary>What is looked at.</summary>
    public static AlertMetric Metric([Parent] AlertRule rule) => rule.Metric;

    /// <summary>On which side of the threshold it is an alert.</summary>
    public static AlertComparison Comparison([Parent] AlertRule rule) => rule.Comparison;

    /// <summary>In the metric's unit.</summary>
    public static double Threshold([Parent] AlertRule rule) => rule.Threshold;

    /// <summary>It fires when the value is beyond the threshold for so long.</summary>
    public static TimeSpan For([Parent] AlertRule rule) => rule.HeldFor;

    /// <summary>All of that in a phrase: <c>CPU above 0.8 cores for 5 min</c>.</summary>
    public static string Condition([Parent] AlertRule rule) => AlertWords.Condition(rule.Spec);

    /// <summary>Whether it is looked at.</summary>
    public static bool Enabled([Parent] AlertRule rule) => rule.Enabled;

    /// <summary>Its alerts: those that fire, those that wait, then those that are over.</summary>
    public static async Task<IReadOnlyList<Alert>> AlertsAsync([Parent] AlertRule rule, AlertsByRuleLoader alerts) => await alerts.LoadAsync(rule.Id) ?? [];

    /// <summary>Who made it.</summary>
    [Returns<IActor>]
    public static Task<object> CreatedByAsync([Parent] AlertRule rule, UserLoader users) => SystemActor.OfAsync(rule.CreatedBy, users);

    /// <summary>When it was made.</summary>
    public static DateTimeOffset CreatedAt([Parent] AlertRule rule) => rule.CreatedAt;

    /// <summary>When it was last changed.</summary>
    public static DateTimeOffset UpdatedAt([Parent] AlertRule rule) => rule.UpdatedAt;
}

/// <summary>A rule and a container: whether it is an alert now, and the last time that it was.</summary>
[ObjectType<Alert>, Implements<INode>, Implements<IAlertEvent>]
public static class AlertType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] Alert alert) => alert.Id;

    /// <summary>The rule.</summary>
    public static async Task<AlertRule> RuleAsync([Parent] Alert alert, AlertRuleLoader rules) =>
        await rules.LoadAsync(alert.RuleId) ?? throw PlatformException.NotFound("alert rule", alert.RuleId);

    /// <summary>The container; null when it is gone.</summary>
    public static Task<Container?> ContainerAsync([Parent] Alert alert, ContainerLoader containers) => containers.LoadAsync(alert.ContainerId);

    /// <summary>How it stands.</summary>
    public static AlertState State([Parent] Alert alert) => alert.State;

    /// <summary>Since when the value is beyond the threshold, or was the last time.</summary>
    public static DateTimeOffset Since([Parent] Alert alert) => alert.Since;

    /// <summary>When it fired; null when it did not, this time.</summary>
    public static DateTimeOffset? FiredAt([Parent] Alert alert) => alert.FiredAt;

    /// <summary>When it was over; null while it is not.</summary>
    public static DateTimeOffset? ResolvedAt([Parent] Alert alert) => alert.ResolvedAt;

    /// <summary>The value when it came to stand so, in the metric's unit; null when there was none.</summary>
    public static double? Value([Parent] Alert alert) => alert.Value;

    /// <summary>What is the matter, in a sentence.</summary>
    public static string Reason([Parent] Alert alert) => alert.Reason;

    /// <summary>Raised by every change, so that old news can be told from new.</summary>
    public static int Revision([Parent] Alert alert) => alert.Revision;
}

/// <summary>An alert as it is now, or that it is gone with its rule.</summary>
[UnionType("AlertEvent")]
public interface IAlertEvent;

/// <summary>Loads rules by id.</summary>
public sealed class AlertRuleLoader(AlertService alerts, Caller caller) : DataLoader<string, AlertRule>
{
    /// <inheritdoc />
    protected override Task<IReadOnlyDictionary<string, AlertRule>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        alerts.RulesByIdAsync(caller, keys, cancellationToken);
}

/// <summary>Loads rules by organization.</summary>
public sealed class AlertRulesLoader(AlertService alerts, Caller caller) : DataLoader<string, IReadOnlyList<AlertRule>>
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyDictionary<string, IReadOnlyList<AlertRule>>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        (await alerts.RulesByOrganizationAsync(caller, keys, cancellationToken)).ToDictionary(g => g.Key, IReadOnlyList<AlertRule> (g) => [.. g]);
}

/// <summary>Loads alerts by rule.</summary>
public sealed class AlertsByRuleLoader(AlertService alerts, Caller caller) : DataLoader<string, IReadOnlyList<Alert>>
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyDictionary<string, IReadOnlyList<Alert>>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        (await alerts.ByRuleAsync(caller, keys, cancellationToken)).ToDictionary(g => g.Key, IReadOnlyList<Alert> (g) => [.. g]);
}

/// <summary>Loads alerts by container.</summary>
public sealed class AlertsByContainerLoader(AlertService alerts, Caller caller) : DataLoader<string, IReadOnlyList<Alert>>
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyDictionary<string, IReadOnlyList<Alert>>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        (await alerts.ByContainerAsync(caller, keys, cancellationToken)).ToDictionary(g => g.Key, IReadOnlyList<Alert> (g) => [.. g]);
}
