using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Quotas;

/// <summary>Something in the history of a quota: an administrator set another limit, or what is used crossed a level.</summary>
public sealed class QuotaEvent : IOwned
{
    private QuotaEvent()
    {
    }

    private QuotaEvent(string id, string organizationId, QuotaDimension dimension, string actor, DateTimeOffset at)
    {
        Id = id;
        OrganizationId = organizationId;
        Dimension = dimension;
        Actor = actor;
        At = at;
    }

    /// <summary><c>qev_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>Whose quota.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>Of what.</summary>
    public QuotaDimension Dimension { get; private set; }

    /// <summary>Who: an actor's id. A level is crossed by the platform itself.</summary>
    public string Actor { get; private set; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>The limit before; null when a level was crossed.</summary>
    public long? FromLimit { get; private set; }

    /// <summary>The limit since then; null when a level was crossed.</summary>
    public long? ToLimit { get; private set; }

    /// <summary>The level before; null when a limit was set.</summary>
    public QuotaLevel? FromLevel { get; private set; }

    /// <summary>The level since then; null when a limit was set.</summary>
    public QuotaLevel? ToLevel { get; private set; }

    /// <summary>Why, in a sentence.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>A limit was set.</summary>
    internal static QuotaEvent LimitSet(string id, Quota quota, QuotaDimension dimension, long from, string actor, string reason, DateTimeOffset at) =>
        new(id, quota.OrganizationId, dimension, actor, at) { FromLimit = from, ToLimit = quota.Limits[dimension], Reason = reason };

    /// <summary>A level was crossed.</summary>
    internal static QuotaEvent LevelCrossed(string id, Quota quota, QuotaDimension dimension, QuotaLevel from, DateTimeOffset at) =>
        new(id, quota.OrganizationId, dimension, "system:quotas", at)
        {
            FromLevel = from,
            ToLevel = quota.Level(dimension),
            Reason = QuotaWords.Use(dimension, quota.Used[dimension], quota.Limits[dimension]),
        };
}
