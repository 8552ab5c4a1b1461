using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Notifications;

/// <summary>What a notification is about.</summary>
public enum NotificationKind
{
    /// <summary>An alert fires.</summary>
    AlertFiring,

    /// <summary>An alert that fired is over.</summary>
    AlertResolved,

    /// <summary>A backup that a schedule asked for was not made.</summary>
    BackupFailed,

    /// <summary>A new version of a container did not become healthy; what served before goes on.</summary>
    DeploymentFailed,

    /// <summary>A container could not be started, or was given up after it had ended several times.</summary>
    ContainerFailed,

    /// <summary>The kernel killed processes of a container that goes on, because it ran out of memory.</summary>
    MemoryExhausted,
}

/// <summary>Something that the members of an organization are told.</summary>
public sealed class Notification : IOwned
{
    private Notification()
    {
    }

    /// <summary>A new one.</summary>
    public Notification(string id, string organizationId, NotificationKind kind, string title, string text, string subjectId, DateTimeOffset now) =>
        (Id, OrganizationId, Kind, Title, Text, SubjectId, CreatedAt) = (id, organizationId, kind, title, text, subjectId, now);

    /// <summary><c>ntf_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>Whose members are told.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>What it is about.</summary>
    public NotificationKind Kind { get; private set; }

    /// <summary>In a line.</summary>
    public string Title { get; private set; } = "";

    /// <summary>In a sentence or some.</summary>
    public string Text { get; private set; } = "";

    /// <summary>What it is about: a container, or a rule. It may be gone.</summary>
    public string SubjectId { get; private set; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset CreatedAt { get; private set; }
}

/// <summary>That a member has read a notification.</summary>
public sealed class NotificationRead
{
    private NotificationRead()
    {
    }

    /// <summary>A new one.</summary>
    public NotificationRead(string notificationId, string userId, DateTimeOffset now) => (NotificationId, UserId, At) = (notificationId, userId, now);

    /// <summary>The notification.</summary>
    public string NotificationId { get; private set; } = "";

    /// <summary>The member.</summary>
    public string UserId { get; private set; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset At { get; private set; }
}

/// <summary>The members of an organization were told something.</summary>
public sealed record NotificationAdded(string NotificationId, string OrganizationId);

/// <summary>A member has read some.</summary>
public sealed record NotificationsRead(string UserId);
