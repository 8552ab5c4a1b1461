namespace GraphPlatform.Platform.Access;

/// <summary>What kind of error it is, for programs. The message is for people.</summary>
public enum ErrorCode
{
    /// <summary>The input is wrong; <c>path</c> names the field.</summary>
    Validation,

    /// <summary>Nobody is signed in, or the session has ended.</summary>
    Unauthenticated,

    /// <summary>The caller may see the object, but not do this with it.</summary>
    Forbidden,

    /// <summary>There is no such object, or the caller may not know that there is.</summary>
    NotFound,

    /// <summary>The present state does not allow it: a name is taken, a version is stale.</summary>
    Conflict,

    /// <summary>A limit of the organization would be passed.</summary>
    QuotaExceeded,

    /// <summary>The machines have no room for it.</summary>
    Capacity,

    /// <summary>Too many requests; try again later.</summary>
    RateLimited,

    /// <summary>The container engine refused or could not be reached.</summary>
    Engine,

    /// <summary>The store of backups refused or could not be reached.</summary>
    Store,

    /// <summary>The database does not answer; try again in a moment.</summary>
    Unavailable,

    /// <summary>A bug of ours.</summary>
    Internal,
}
