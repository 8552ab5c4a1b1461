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
    /// <param name="now">The time of the sign-in.</param>
    /// <param name="expiresAt">When it ends by itself.</param>
    public Session(string id, string userId, SessionKind kind, string? tokenHash, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        Id = id;
        UserId = userId;
        Kind = kind;
        TokenHash = tokenHash;
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

/// <summary>One token of a session's family. Each is used once; a use of an old one, beyond a short grace, ends the whole session.</summary>
public sealed class RefreshToken
{
    private RefreshToken()
    {
    }

    /// <summary>A new token of a session.</summary>
    public RefreshToken(string hash, string sessionId, DateTimeOffset now)
    {
        Hash = hash;
        SessionId = sessionId;
        CreatedAt = now;
    }

    /// <summary>The hash of the token; the token itself is stored nowhere.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The session that it continues.</summary>
    public string SessionId { get; private set; } = "";

    /// <summary>When it was handed out.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was first used.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>Notes its first use.</summary>
    public void Use(DateTimeOffset now) => UsedAt ??= now;
}
