using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Ingress;

/// <summary>Whether an organization has shown that a domain is its own.</summary>
public enum DomainStatus
{
    /// <summary>Not yet: it is not served.</summary>
    Pending,

    /// <summary>It has: requests to it go to the container.</summary>
    Verified,
}

/// <summary>A host name of the organization's own that leads to a container.</summary>
public sealed class Domain : IOwned
{
    private Domain()
    {
    }

    /// <summary>A new domain that nobody has verified yet.</summary>
    public Domain(string id, string organizationId, string containerId, string host, string token, DateTimeOffset now)
    {
        Id = id;
        OrganizationId = organizationId;
        ContainerId = containerId;
        Host = host;
        Token = token;
        CreatedAt = now;
    }

    /// <summary><c>dom_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>The organization that it belongs to.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>Where requests to it go.</summary>
    public string ContainerId { get; private set; } = "";

    /// <summary>A host name in its ASCII form, in lower case. Verified, it is there once in the installation; pending, once in an organization.</summary>
    public string Host { get; private set; } = "";

    /// <summary>What its owner has to show. It is no secret: whoever may put it there owns the domain.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Whether it was shown.</summary>
    public DomainStatus Status { get; private set; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was verified.</summary>
    public DateTimeOffset? VerifiedAt { get; private set; }

    /// <summary>The name of the TXT record that shows the token.</summary>
    public string RecordName => "_graphplatform." + Host;

    /// <summary>The path below which a server shows the token, followed by the domain's id.</summary>
    public const string ChallengePath = "/.well-known/graphplatform-verification/";

    /// <summary>Its owner has shown the token.</summary>
    internal void Verify(DateTimeOffset now)
    {
        Status = DomainStatus.Verified;
        VerifiedAt ??= now;
    }
}
