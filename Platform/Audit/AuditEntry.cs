using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Audit;

/// <summary>How something that was tried ended.</summary>
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>A right, a quota or a rule did not allow it.</summary>
    Refused,
}

/// <summary>That somebody did something, or tried to. Written once and never changed; no secret is in it.</summary>
public sealed class AuditEntry : IOwned
{
    /// <summary>Whose the entries are that belong to no organization.</summary>
    public const string PlatformItself = "platform";

    private AuditEntry()
    {
    }

    /// <summary>A new entry.</summary>
    public AuditEntry(string id, string organizationId, string actor, string action, string subjectId, AuditOutcome outcome, string? detail, DateTimeOffset at)
    {
        Id = id;
        OrganizationId = organizationId;
        Actor = actor;
        Action = action;
        SubjectId = subjectId;
        Outcome = outcome;
        Detail = detail;
        At = at;
    }

    /// <summary><c>aud_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>The organization whose thing it was; <see cref="PlatformItself"/> when it was none's.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>Who: an actor's id.</summary>
    public string Actor { get; private set; } = "";

    /// <summary>What, by the name of the mutation: <c>createContainer</c>.</summary>
    public string Action { get; private set; } = "";

    /// <summary>The id of what it was done to.</summary>
    public string SubjectId { get; private set; } = "";

    /// <summary>How it ended.</summary>
    public AuditOutcome Outcome { get; private set; }

    /// <summary>More, in a sentence; why, when it was refused.</summary>
    public string? Detail { get; private set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; private set; }
}
