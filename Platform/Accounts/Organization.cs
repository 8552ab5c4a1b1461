using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Accounts;

/// <summary>The tenant: owns projects; has members.</summary>
public sealed class Organization : IOwned
{
    private Organization()
    {
    }

    /// <summary>A new organization.</summary>
    public Organization(string id, string name, DateTimeOffset now)
    {
        Id = id;
        Name = name;
        CreatedAt = now;
    }

    /// <summary><c>org_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>How it is shown.</summary>
    public string Name { get; private set; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    string IOwned.OrganizationId => Id;
}
