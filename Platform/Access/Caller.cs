using System.Diagnostics.CodeAnalysis;
using GraphPlatform.Platform.Accounts;

namespace GraphPlatform.Platform.Access;

/// <summary>Who asks: a signed-in user, a job of the platform, or nobody yet. The first parameter of every service method.</summary>
public sealed class Caller
{
    private const string UnknownSource = "unknown";

    private readonly Dictionary<string, Role> roles;

    private Caller(string actor, Dictionary<string, Role> roles)
    {
        Actor = actor;
        this.roles = roles;
        Organizations = [.. roles.Keys];
    }

    /// <summary>The network that the request came from: an IPv4 address, or the first 64 bits of an IPv6 one; for strangers alone, whose attempts to sign in are counted by it.</summary>
    public string Source { get; private init; } = UnknownSource;

    /// <summary>A stranger from a network.</summary>
    public static Caller Stranger(string source) => new("anonymous", []) { Source = source };

    /// <summary>A stranger: may only sign in.</summary>
    public static Caller Anonymous { get; } = new("anonymous", []);

    /// <summary>Who it is in records: a user id, or <c>system:NAME</c>.</summary>
    public string Actor { get; }

    /// <summary>The signed-in user; null for strangers and jobs.</summary>
    public string? UserId { get; private init; }

    /// <summary>The session that the request belongs to.</summary>
    public string? SessionId { get; private init; }

    /// <summary>When that session ends by itself.</summary>
    public DateTimeOffset? SessionExpiresAt { get; private init; }

    /// <summary>Whether the user administers the platform: workers, users, security profiles. It gives no right on what organizations own.</summary>
    public bool IsAdministrator { get; private init; }

    /// <summary>Whether this is a job of the platform, which sees everything.</summary>
    public bool IsSystem { get; private init; }

    /// <summary>The organizations that the user is a member of.</summary>
    public IReadOnlyList<string> Organizations { get; }

    /// <summary>A job or reconciler of the platform itself.</summary>
    public static Caller System(string name) => new("system:" + name, []) { IsSystem = true };

    /// <summary>A signed-in user.</summary>
    public static Caller User(string userId, Session session, bool administrator, IEnumerable<KeyValuePair<string, Role>> roles) =>
        new(userId, new Dictionary<string, Role>(roles))
        {
            UserId = userId,
            SessionId = session.Id,
            SessionExpiresAt = session.ExpiresAt,
            IsAdministrator = administrator,
        };

    /// <summary>Whether the caller has <paramref name="right"/> on <paramref name="subject"/>.</summary>
    public bool Can(Right right, IOwned subject) =>
        IsSystem || (roles.TryGetValue(subject.OrganizationId, out var role) && role.Allows(right));

    /// <summary>Refuses unless the caller has the right on what was loaded. What may not even be seen does not exist.</summary>
    /// <exception cref="PlatformException">NOT_FOUND or FORBIDDEN.</exception>
    public void Demand(Right right, [NotNull] IOwned? subject, string what, string id)
    {
        if (subject is null || !Can(Right.View, subject)) throw PlatformException.NotFound(what, id);
        if (!Can(right, subject))
            throw new PlatformException(ErrorCode.Forbidden, $"Your role does not allow this on the {what}. Ask an administrator of the organization.");
    }

    /// <summary>Refuses strangers.</summary>
    /// <returns>The id of the signed-in user.</returns>
    /// <exception cref="PlatformException">UNAUTHENTICATED.</exception>
    public string DemandUser() =>
        UserId ?? throw new PlatformException(ErrorCode.Unauthenticated, "Sign in first: send an access token, or the session cookie of the console.");

    /// <summary>Refuses everyone but administrators of the platform and its own jobs.</summary>
    /// <exception cref="PlatformException">UNAUTHENTICATED or FORBIDDEN.</exception>
    public void DemandAdministrator()
    {
        if (IsSystem) return;
        DemandUser();
        if (!IsAdministrator) throw new PlatformException(ErrorCode.Forbidden, "Only administrators of the platform may do this.");
    }
}
