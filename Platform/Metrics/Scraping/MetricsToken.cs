using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Metrics.Scraping;

/// <summary>What a Prometheus proves itself by that reads an organization's metrics, and nothing else.</summary>
public sealed class MetricsToken : IOwned
{
    private MetricsToken()
    {
    }

    /// <summary>A new token.</summary>
    public MetricsToken(string id, string organizationId, string name, string hash, string createdBy, DateTimeOffset now)
    {
        Id = id;
        OrganizationId = organizationId;
        Name = name;
        Hash = hash;
        CreatedBy = createdBy;
        CreatedAt = now;
    }

    /// <summary><c>mtk_…</c></summary>
    public string Id { get; private set; } = "";

    /// <inheritdoc />
    public string OrganizationId { get; private set; } = "";

    /// <summary>What it is for.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Of the token itself, which is shown once.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The actor who made it.</summary>
    public string CreatedBy { get; private set; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }
}
