using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Notifications;
using GraphPlatform.Schema.Accounts;

namespace GraphPlatform.Schema.Notifications;

/// <summary>Something that the members of an organization are told.</summary>
[ObjectType<Notification>, Implements<INode>]
public static class NotificationType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] Notification notification) => notification.Id;

    /// <summary>Whose members are told.</summary>
    public static async Task<Organization> OrganizationAsync([Parent] Notification notification, OrganizationLoader organizations) =>
        await organizations.LoadAsync(notification.OrganizationId) ?? throw PlatformException.NotFound("organization", notification.OrganizationId);

    /// <summary>What it is about, for programs.</summary>
    public static NotificationKind Kind([Parent] Notification notification) => notification.Kind;

    /// <summary>In a line.</summary>
    public static string Title([Parent] Notification notification) => notification.Title;

    /// <summary>In a sentence or some.</summary>
    public static string Text([Parent] Notification notification) => notification.Text;

    /// <summary>What it is about: a container, or an alert rule when it is about several; null when it is gone.</summary>
    [Returns<INode>]
    public static Task<object?> SubjectAsync([Parent] Notification notification, NodeLoader nodes) => nodes.LoadAsync(notification.SubjectId);

    /// <summary>When.</summary>
    public static DateTimeOffset CreatedAt([Parent] Notification notification) => notification.CreatedAt;

    /// <summary>Whether the viewer has read it.</summary>
    public static async Task<bool> ReadAsync([Parent] Notification notification, NotificationReadLoader reads) => await reads.LoadAsync(notification.Id) is not null;
}

/// <summary>Loads which notifications the viewer has read.</summary>
public sealed class NotificationReadLoader(NotificationService notifications, Caller caller) : DataLoader<string, string>
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyDictionary<string, string>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        (await notifications.ReadAsync(caller, keys, cancellationToken)).ToDictionary(id => id);
}

/// <summary>Notifications.</summary>
[QueryType]
public static class NotificationQueries
{
    /// <summary>What the members of the viewer's organizations were told, the newest first.</summary>
    /// <param name="unread">Only those that the viewer has not read, or only those that it has.</param>
    public static async Task<Connection<Notification>> NotificationsAsync(PageArguments page, Caller caller, NotificationService notifications, CancellationToken ct, bool? unread = null) =>
        Pages.Connect(await notifications.ListAsync(caller, null, unread, Pages.Of(page, "ntf"), ct), n => n.Id);

    /// <summary>How many of them the viewer has not read.</summary>
    public static Task<int> UnreadNotificationCountAsync(Caller caller, NotificationService notifications, CancellationToken ct) => notifications.CountUnreadAsync(caller, ct);
}

/// <summary>Notes what was read.</summary>
[MutationType]
public static class NotificationMutations
{
    /// <summary>Notes that the viewer has read a notification. Others of the organization have not by that.</summary>
    public static Task<Notification> MarkNotificationReadAsync(MarkNotificationReadInput input, Caller caller, NotificationService notifications, CancellationToken ct) =>
        notifications.MarkReadAsync(caller, input.NotificationId, ct);

    /// <summary>Notes that the viewer has read all, of one organization or of all of them.</summary>
    public static async Task<ReadNotifications> MarkAllNotificationsReadAsync(MarkAllNotificationsReadInput input, Caller caller, NotificationService notifications, CancellationToken ct) =>
        new(await notifications.MarkAllReadAsync(caller, input.OrganizationId, ct));
}

/// <summary>Notifications as they come.</summary>
[SubscriptionType]
public static class NotificationSubscriptions
{
    /// <summary>What the members of the viewer's organizations are told from now on.</summary>
    public static IAsyncEnumerable<Notification> Notifications(Caller caller, NotificationService notifications, CancellationToken ct) => notifications.Follow(caller, ct);

    /// <summary>How many notifications the viewer has not read, and again whenever that has changed.</summary>
    public static IAsyncEnumerable<int> UnreadNotificationCount(Caller caller, NotificationService notifications, CancellationToken ct) => notifications.FollowUnread(caller, ct);
}

/// <summary>Which notification.</summary>
/// <param name="NotificationId">Its id.</param>
public sealed record MarkNotificationReadInput([ID] string NotificationId);

/// <summary>Which notifications.</summary>
/// <param name="OrganizationId">Those of this organization; all without one.</param>
public sealed record MarkAllNotificationsReadInput([ID] string? OrganizationId = null);

/// <summary>Notifications that were read.</summary>
/// <param name="Count">How many were unread.</param>
[Payload]
public sealed record ReadNotifications(int Count);
