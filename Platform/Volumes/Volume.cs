using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Volumes;

/// <summary>Files that outlive instances and, unless a user says otherwise, the container too.</summary>
public sealed class Volume : IOwned
{
    private Volume()
    {
    }

    /// <summary>A new volume.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="organizationId">The organization it belongs to.</param>
    /// <param name="projectId">The project it belongs to.</param>
    /// <param name="containerId">The container that uses it; null for one that waits for its first.</param>
    /// <param name="name">As it is shown.</param>
    /// <param name="named">Whether a user made it by name; not: it is a container's own.</param>
    /// <param name="now">The time.</param>
    /// <param name="declaredTarget">The path that the container's image declares it at; null for others.</param>
    public Volume(string id, string organizationId, string projectId, string? containerId, string name, bool named, DateTimeOffset now, string? declaredTarget = null)
    {
        Id = id;
        OrganizationId = organizationId;
        ProjectId = projectId;
        ContainerId = containerId;
        Name = name;
        Named = named;
        DeclaredTarget = declaredTarget;
        CreatedAt = now;
    }

    /// <summary><c>vol_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>The organization it belongs to.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>The project it belongs to.</summary>
    public string ProjectId { get; private set; } = "";

    /// <summary>The container that uses it, at most one; null when there is none.</summary>
    public string? ContainerId { get; private set; }

    /// <summary>As it is shown: <c>checkout-data</c>.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Whether a user made it by name. Not: it is its container's own, the work volume or one that the image declares, and may go with it.</summary>
    public bool Named { get; private set; }

    /// <summary>The path that its container's image declares as a volume (<c>VOLUME</c> in a Dockerfile); null for volumes that no image asked for.</summary>
    public string? DeclaredTarget { get; private set; }

    /// <summary>Whether it is about to be deleted: no container gets it any more.</summary>
    public bool Deleting { get; private set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The name of the engine's volume for <paramref name="id"/>.</summary>
    public static string EngineName(string id) => "gp-" + id;

    /// <summary>The id of the volume that the engine knows as <paramref name="name"/>; null when no name of ours is like that.</summary>
    public static string? IdOf(string name) => name.StartsWith("gp-vol_", StringComparison.Ordinal) ? name["gp-".Length..] : null;

    /// <summary>No container uses it any more; the files stay.</summary>
    public void Release() => ContainerId = null;
}
