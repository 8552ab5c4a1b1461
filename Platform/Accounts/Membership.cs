namespace GraphPlatform.Platform.Accounts;

/// <summary>That a user belongs to an organization, and as what.</summary>
public sealed class Membership
{
    private Membership()
    {
    }

    /// <summary>A new membership.</summary>
    public Membership(string organizationId, string userId, Role role)
    {
        OrganizationId = organizationId;
        UserId = userId;
        Role = role;
    }

    /// <summary>The organization.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>The member.</summary>
    public string UserId { get; private set; } = "";

    /// <summary>What the member may do.</summary>
    public Role Role { get; private set; }
}
