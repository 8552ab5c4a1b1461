using System.Runtime.CompilerServices;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Alerts;

namespace GraphPlatform.Schema.Alerts;

/// <summary>Changes alert rules.</summary>
[MutationType]
public static class AlertMutations
{
    /// <summary>Makes an alert rule. It is looked at within 15 seconds. Members who may deploy may.</summary>
    public static Task<AlertRule> CreateAlertRuleAsync(CreateAlertRuleInput input, Caller caller, AlertService alerts, CancellationToken ct) =>
        alerts.CreateAsync(
            caller, input.Scope.ToPlatform(), new(input.Name.Trim(), input.Metric, input.Comparison, input.Threshold, input.For ?? CreateAlertRuleInput.UsualFor, input.Enabled), ct);

    /// <summary>Changes an alert rule; what is left out stays. What waits begins anew; what fires goes on, or is over, by the new rule.</summary>
    public static Task<AlertRule> UpdateAlertRuleAsync(UpdateAlertRuleInput input, Caller caller, AlertService alerts, CancellationToken ct) =>
        alerts.UpdateAsync(caller, input.AlertRuleId, input.On, ct);

    /// <summary>Deletes an alert rule with its alerts.</summary>
    public static async Task<DeletedAlertRule> DeleteAlertRuleAsync(DeleteAlertRuleInput input, Caller caller, AlertService alerts, CancellationToken ct) =>
        new((await alerts.DeleteAsync(caller, input.AlertRuleId, ct)).Id);
}

/// <summary>Alerts as they change.</summary>
[SubscriptionType]
public static class AlertSubscriptions
{
    /// <summary>The alerts of an organization that wait or fire, and each again whenever it has changed.</summary>
    [Returns<IAlertEvent>]
    public static async Task<IAsyncEnumerable<object>> AlertsAsync([ID] string organizationId, Caller caller, AlertService alerts, CancellationToken ct) =>
        EventsAsync(await alerts.FollowAsync(caller, organizationId, ct), ct);

    private static async IAsyncEnumerable<object> EventsAsync(IAsyncEnumerable<AlertUpdate> updates, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var update in updates.WithCancellation(ct)) yield return update.Alert as object ?? new Removed(update.Id);
    }
}

/// <summary>What makes an alert rule.</summary>
/// <param name="Scope">What it looks at.</param>
/// <param name="Name">How it is called.</param>
/// <param name="Metric">What is looked at.</param>
/// <param name="Threshold">In the metric's unit.</param>
/// <param name="Comparison">On which side of the threshold it is an alert.</param>
/// <param name="For">It fires when the value is beyond the threshold for so long; 5 minutes unless said otherwise, at most 24 hours.</param>
/// <param name="Enabled">Whether it is looked at.</param>
public sealed record CreateAlertRuleInput(
    AlertScopeInput Scope, string Name, AlertMetric Metric, double Threshold, AlertComparison Comparison = AlertComparison.Above, TimeSpan? For = null, bool Enabled = true)
{
    internal static readonly TimeSpan UsualFor = TimeSpan.FromMinutes(5);
}

/// <summary>What an alert rule looks at.</summary>
/// <param name="ContainerId">One container.</param>
/// <param name="ProjectId">Each container of a project.</param>
/// <param name="OrganizationId">Each container of an organization.</param>
[OneOf]
public sealed record AlertScopeInput([ID] string? ContainerId = null, [ID] string? ProjectId = null, [ID] string? OrganizationId = null)
{
    internal AlertScope ToPlatform() => new(OrganizationId, ProjectId, ContainerId);
}

/// <summary>Another rule; what is left out stays.</summary>
/// <param name="AlertRuleId">Its id.</param>
/// <param name="Name">How it is called.</param>
/// <param name="Metric">What is looked at.</param>
/// <param name="Threshold">In the metric's unit.</param>
/// <param name="Comparison">On which side of the threshold it is an alert.</param>
/// <param name="For">It fires when the value is beyond the threshold for so long.</param>
/// <param name="Enabled">Whether it is looked at. One that is switched off has no open alerts.</param>
public sealed record UpdateAlertRuleInput(
    [ID] string AlertRuleId, string? Name = null, AlertMetric? Metric = null, double? Threshold = null, AlertComparison? Comparison = null, TimeSpan? For = null, bool? Enabled = null)
{
    internal AlertRuleSpec On(AlertRuleSpec spec) => new(
        Name?.Trim() ?? spec.Name, Metric ?? spec.Metric, Comparison ?? spec.Comparison, Threshold ?? spec.Threshold, For ?? spec.HeldFor, Enabled ?? spec.Enabled);
}

/// <summary>Which alert rule.</summary>
/// <param name="AlertRuleId">Its id.</param>
public sealed record DeleteAlertRuleInput([ID] string AlertRuleId);

/// <summary>An alert rule that is gone.</summary>
/// <param name="AlertRuleId">Its id.</param>
[Payload]
public sealed record DeletedAlertRule([property: ID] string AlertRuleId);
