using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Projects;

/// <summary>Groups containers. They reach each other by name on the project's own network; other projects are out of reach.</summary>
public sealed class Project : IOwned
{
    private Project()
    {
    }

    /// <summary>A new project.</summary>
    public Project(string id, string organizationId, string name, string subnet, DateTimeOffset now)
    {
        Id = id;
        OrganizationId = organizationId;
        Name = name;
        Subnet = subnet;
        CreatedAt = now;
    }

    /// <summary><c>prj_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>The organization it belongs to.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>Unique in the organization.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The addresses of its network in CIDR form; no two projects of the installation share any.</summary>
    public string Subnet { get; private set; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>What its network is called on the engine.</summary>
    public string NetworkName => NetworkNameOf(Id);

    /// <summary>What the network of the project <paramref name="id"/> is called on the engine.</summary>
    public static string NetworkNameOf(string id) => "gp-" + id;

    /// <summary>Moves to another subnet, because the engine has something else at the old one.</summary>
    public void MoveTo(string subnet) => Subnet = subnet;
}
