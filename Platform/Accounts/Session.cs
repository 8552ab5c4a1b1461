namespace GraphPlatform.Platform.Accounts;

/// <summary>How a session proves itself.</summary>
public enum SessionKind
{
    /// <summary>A short-lived access token and a refresh token that is replaced at each use: for programs.</summary>
    Api,

    /// <summary>One opaque token in an HttpOnly cookie: for the console.</summary>
    Browser,
}

/// <summary>A sign-in that lasts until it expires or is ended. Ending it ends everything that was opened in its name.</summary>
public sealed class Session
{
    private Session()
    {
    }

    /// <summary>A new session.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="userId">Who signed in.</param>
    /// <param name="kind">How it proves itself.</param>
    /// <param name="tokenHash">The hash of the cookie's token; null for <see cref="SessionKind.Api"/>.</param>
    /// <param name="source">The network that the sign-in came from.</param>
    /// <param name="now">The time of the sign-in.</param>
    /// <param name="expiresAt">When it ends by itself.</param>
    public Session(string id, string userId, SessionKind kind, string? tokenHash, string source, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        Id = id;
        UserId = userId;
        Kind = kind;
        TokenHash = tokenHash;
        Source = source;
        CreatedAt = now;
        ExpiresAt = expiresAt;
    }

    /// <summary><c>ses_…</c>, the <c>sid</c> claim of its access tokens.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Who signed in.</summary>
    public string UserId { get; private set; } = "";

    /// <summary>How it proves itself.</summary>
    public SessionKind Kind { get; private set; }

    /// <summary>The hash of the cookie's token.</summary>
    public string? TokenHash { get; private set; }

    /// <summary>The network that the sign-in came from: an IPv4 address, or the first 64 bits of an IPv6 one; null for sessions of older versions.</summary>
    public string? Source { get; private set; }

    /// <summary>The time of the sign-in.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it ends by itself.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When it was ended, if it was.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Whether it may be used.</summary>
    public bool IsLive(DateTimeOffset now) => EndedAt is null && now < ExpiresAt;

    /// <summary>Ends it; a second time changes nothing.</summary>
    public void End(DateTimeOffset now) => EndedAt ??= now;
}
