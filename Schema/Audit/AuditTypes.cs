using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Schema.Accounts;

namespace GraphPlatform.Schema.Audit;

/// <summary>That somebody did something, or tried to.</summary>
[ObjectType<AuditEntry>]
public static class AuditEntryType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] AuditEntry entry) => entry.Id;

    /// <summary>Who.</summary>
    [Returns<IActor>]
    public static Task<object> ActorAsync([Parent] AuditEntry entry, UserLoader users) => SystemActor.OfAsync(entry.Actor, users);

    /// <summary>What, by the name of the mutation.</summary>
    public static string Action([Parent] AuditEntry entry) => entry.Action;

    /// <summary>What it was done to. It may be gone.</summary>
    [ID]
    public static string SubjectId([Parent] AuditEntry entry) => entry.SubjectId;

    /// <summary>How it ended.</summary>
    public static AuditOutcome Outcome([Parent] AuditEntry entry) => entry.Outcome;

    /// <summary>More, such as a name; why, when it was refused.</summary>
    public static string? Detail([Parent] AuditEntry entry) => entry.Detail;

    /// <summary>When.</summary>
    public static DateTimeOffset At([Parent] AuditEntry entry) => entry.At;
}

/// <summary>Who did what to the platform.</summary>
[QueryType]
public static class AuditQueries
{
    /// <summary>Who did what to the platform itself: accounts and security profiles, the oldest first. For administrators.</summary>
    public static async Task<Connection<AuditEntry>> PlatformAuditAsync(
        PageArguments page, Caller caller, AuditService audit, CancellationToken ct, AuditFilterInput? where = null) =>
        Pages.Connect(await audit.ListOfPlatformAsync(caller, (where ?? new()).ToPlatform(), Pages.Of(page, "aud"), ct), e => e.Id);
}

/// <summary>Which entries; what is left out does not narrow them.</summary>
/// <param name="Action">By the name of the mutation: <c>createContainer</c>.</param>
/// <param name="Actor">By a user's id, or <c>system:NAME</c>.</param>
/// <param name="SubjectId">By what it was done to.</param>
/// <param name="Outcome">By how it ended.</param>
/// <param name="Since">From this time on.</param>
/// <param name="Until">Before this time.</param>
public sealed record AuditFilterInput(
    string? Action = null, [ID] string? Actor = null, [ID] string? SubjectId = null, AuditOutcome? Outcome = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null)
{
    internal AuditFilter ToPlatform() => new(Action, Actor, SubjectId, Outcome, Since, Until);
}
