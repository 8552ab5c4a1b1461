using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Alerts;
using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Metrics.Scraping;
using GraphPlatform.Platform.Notifications;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Platform.Registries;
using GraphPlatform.Schema.Registries;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Schema.Alerts;
using GraphPlatform.Schema.Audit;
using GraphPlatform.Schema.Quotas;

namespace GraphPlatform.Schema.Accounts;

/// <summary>The tenant: owns projects; has members.</summary>
[ObjectType<Organization>, Implements<INode>]
public static class OrganizationType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] Organization organization) => organization.Id;

    /// <summary>How it is shown.</summary>
    public static string Name([Parent] Organization organization) => organization.Name;

    /// <summary>When it was made.</summary>
    public static DateTimeOffset CreatedAt([Parent] Organization organization) => organization.CreatedAt;

    /// <summary>Whether the viewer administers it: members, projects, the trail of who did what.</summary>
    public static bool ViewerMayManage([Parent] Organization organization, Caller caller) => caller.Can(Right.Manage, organization);

    /// <summary>What it may use, and uses.</summary>
    public static async Task<Quota> QuotaAsync([Parent] Organization organization, QuotaLoader quotas) =>
        await quotas.LoadAsync(organization.Id) ?? throw PlatformException.NotFound("organization", organization.Id);

    /// <summary>Who did what, the oldest first. For its administrators.</summary>
    public static async Task<Connection<AuditEntry>> AuditAsync(
        [Parent] Organization organization, PageArguments page, Caller caller, AuditService audit, CancellationToken ct, AuditFilterInput? where = null) =>
        Pages.Connect(await audit.ListAsync(caller, organization.Id, (where ?? new()).ToPlatform(), Pages.Of(page, "aud"), ct), e => e.Id);

    /// <summary>Its projects, the oldest first.</summary>
    public static async Task<Connection<Project>> ProjectsAsync(
        [Parent] Organization organization, PageArguments page, Caller caller, ProjectService projects, CancellationToken ct) =>
        Pages.Connect(await projects.ListAsync(caller, organization.Id, Pages.Of(page, "prj"), ct), p => p.Id);

    /// <summary>Its alert rules, the oldest first.</summary>
    public static async Task<IReadOnlyList<AlertRule>> AlertRulesAsync([Parent] Organization organization, AlertRulesLoader rules) => await rules.LoadAsync(organization.Id) ?? [];

    /// <summary>Backups of all of its containers, also of projects that are gone; the newest first.</summary>
    public static async Task<Connection<Backup>> BackupsAsync([Parent] Organization organization, PageArguments page, Caller caller, BackupService backups, CancellationToken ct) =>
        Pages.Connect(await backups.ListAsync(caller, new(OrganizationId: organization.Id), Pages.Of(page, "bak"), ct), b => b.Id);

    /// <summary>Whether the viewer may run workloads in it, and make alert rules for them.</summary>
    public static bool ViewerMayDeploy([Parent] Organization organization, Caller caller) => caller.Can(Right.Deploy, organization);

    /// <summary>What its members were told, the newest first.</summary>
    /// <param name="unread">Only those that the viewer has not read, or only those that it has.</param>
    public static async Task<Connection<Notification>> NotificationsAsync(
        [Parent] Organization organization, PageArguments page, Caller caller, NotificationService notifications, CancellationToken ct, bool? unread = null) =>
        Pages.Connect(await notifications.ListAsync(caller, organization.Id, unread, Pages.Of(page, "ntf"), ct), n => n.Id);

    /// <summary>How it signs in to registries of images, by registry.</summary>
    public static async Task<IReadOnlyList<RegistryCredential>> RegistryCredentialsAsync([Parent] Organization organization, RegistryCredentialsLoader credentials) =>
        await credentials.LoadAsync(organization.Id) ?? [];

    /// <summary>Tokens that its metrics are read with at <c>/metrics</c>, the oldest first. For its administrators.</summary>
    public static Task<IReadOnlyList<MetricsToken>> MetricsTokensAsync([Parent] Organization organization, Caller caller, MetricsTokenService tokens, CancellationToken ct) =>
        tokens.ListAsync(caller, organization.Id, ct);
}
