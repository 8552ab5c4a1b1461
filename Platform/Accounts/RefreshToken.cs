namespace GraphPlatform.Platform.Accounts;

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
