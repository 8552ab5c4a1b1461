using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Deployments;

/// <summary>One immutable rollout of a container. Only its image's digest is filled in once, when the image was resolved.</summary>
public sealed class Deployment : IOwned
{
    private DeploymentSpec? spec;

    private Deployment()
    {
    }

    /// <summary>A new deployment.</summary>
    public Deployment(string id, string organizationId, string containerId, int number, DeploymentSpec spec, string createdBy, DateTimeOffset now)
    {
        Id = id;
        OrganizationId = organizationId;
        ContainerId = containerId;
        Number = number;
        SpecJson = spec.ToJson();
        CreatedBy = createdBy;
        CreatedAt = now;
    }

    /// <summary><c>dep_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>The organization it belongs to.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>The container that it is a rollout of.</summary>
    public string ContainerId { get; private set; } = "";

    /// <summary>1, 2, 3… within the container.</summary>
    public int Number { get; private set; }

    /// <summary><see cref="Spec"/> in its canonical form.</summary>
    public string SpecJson { get; private set; } = "";

    /// <summary>The hash of the resolved spec; null until its image was resolved.</summary>
    public string? ConfigHash { get; private set; }

    /// <summary>Who made it: an actor's id.</summary>
    public string CreatedBy { get; private set; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>What it runs.</summary>
    public DeploymentSpec Spec => spec ??= DeploymentSpec.FromJson(SpecJson);

    /// <summary>Fixes what the image's reference means for this deployment, for good.</summary>
    public void Resolve(string digest)
    {
        if (Spec.Digest is not null) throw new InvalidOperationException("A deployment's digest is set once.");
        spec = Spec with { Digest = digest };
        SpecJson = spec.ToJson();
        ConfigHash = spec.Hash();
    }
}
