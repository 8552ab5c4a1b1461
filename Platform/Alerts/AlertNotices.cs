using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Notifications;

namespace GraphPlatform.Platform.Alerts;

/// <summary>What members are told of alerts: one notification for all containers of a rule that change at once, so that an outage is not hundreds.</summary>
internal static class AlertNotices
{
    private const int Named = 5;

    public static void Fired(Work work, AlertRule rule, List<Alert> alerts, Dictionary<string, string> names, DateTimeOffset now) =>
        NotificationService.Tell(
            work, rule.OrganizationId, NotificationKind.AlertFiring, Title(rule, alerts, names, "fires"), Text(alerts, names), Subject(rule, alerts), now);

    public static void Resolved(Work work, AlertRule rule, List<Alert> alerts, Dictionary<string, string> names, DateTimeOffset now) =>
        NotificationService.Tell(
            work, rule.OrganizationId, NotificationKind.AlertResolved, Title(rule, alerts, names, "is over"), Text(alerts, names), Subject(rule, alerts), now);

    private static string Title(AlertRule rule, List<Alert> alerts, Dictionary<string, string> names, string what) =>
        $"{rule.Name} {what}: {(alerts.Count == 1 ? names[alerts[0].ContainerId] : $"{alerts.Count} containers")}";

    private static string Text(List<Alert> alerts, Dictionary<string, string> names)
    {
        if (alerts.Count == 1) return alerts[0].Reason;
        var some = string.Join(" ", alerts.Take(Named).Select(a => $"{names[a.ContainerId]}: {a.Reason}"));
        return alerts.Count > Named ? $"{some} And {alerts.Count - Named} more." : some;
    }

    private static string Subject(AlertRule rule, List<Alert> alerts) => alerts.Count == 1 ? alerts[0].ContainerId : rule.Id;
}
