using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Deployments;

/// <summary>One immutable rollout of a container. Only what its image is and declares is filled in once, when the image was resolved.</summary>
public sealed class Deployment : IOwned
{
    private DeploymentSpec? spec;

    private Deployment()
    {
    }

    /// <summary>A new deployment.</summary>
    public Deployment(
        string id, string organizationId, string containerId, int number, DeploymentSpec spec, string createdBy, DateTimeOffset now, bool alwaysPull = false)
    {
        Id = id;
        OrganizationId = organizationId;
        ContainerId = containerId;
        Number = number;
        SpecJson = spec.ToJson();
        ConfigHash = spec.Digest is null ? null : spec.Hash();
        AlwaysPull = alwaysPull;
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

    /// <summary>Whether its image is asked for at the registry even where the worker has one of that name.</summary>
    public bool AlwaysPull { get; private set; }

    /// <summary>How far it is. Written by the reconciler, but for <see cref="DeploymentStatus.Superseded"/>.</summary>
    public DeploymentStatus Status { get; private set; }

    /// <summary>Why it does not serve; null while it does, or may still.</summary>
    public string? NotServingBecause { get; private set; }

    /// <summary>How it takes the place of what serves, once that was decided: never <see cref="UpdateStrategy.Auto"/>.</summary>
    public UpdateStrategy? Strategy { get; private set; }

    /// <summary>When it became healthy, or failed.</summary>
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>Who made it: an actor's id.</summary>
    public string CreatedBy { get; private set; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Where it speaks HTTP, so that requests reach each version where it listens; null when it does not. Outside of the spec: it can change while the deployment runs.</summary>
    public int? HttpPort { get; private set; }

    /// <summary>The security profile that it was made with, whose rights are in the spec; null for the defaults.</summary>
    public string? SecurityProfileId { get; private set; }

    /// <summary>What it runs.</summary>
    public DeploymentSpec Spec => spec ??= DeploymentSpec.FromJson(SpecJson);

    /// <summary>Whether it is known what its image is, and which volumes the image declares.</summary>
    public bool IsResolved => Spec is { Digest: not null, ImageVolumes: not null };

    /// <summary>The deployment whose volumes are all known: until the wanted one's image was asked for those that it declares, the one that serves.</summary>
    public static Deployment WithVolumes(Deployment wanted, Deployment? serving) => wanted.IsResolved || serving is null ? wanted : serving;

    /// <summary>Fixes what the image's reference means for this deployment, and the volumes that the image declares, for good.</summary>
    public void Resolve(DeploymentSpec resolved)
    {
        if (resolved is not { Digest: { } digest, ImageVolumes: not null }) throw new ArgumentException("The spec is not resolved.", nameof(resolved));
        if (Spec.Digest is { } known && known != digest) throw new InvalidOperationException("A deployment's digest is set once.");
        spec = resolved;
        SpecJson = spec.ToJson();
        ConfigHash = spec.Hash();
    }

    /// <summary>Says what belongs to it, though its spec has it not: a rollback brings it back with the deployment.</summary>
    public void Configure(int? httpPort, string? securityProfileId) => (HttpPort, SecurityProfileId) = (httpPort, securityProfileId);

    /// <summary>Fixes how it takes the place of what serves.</summary>
    public void Decide(UpdateStrategy strategy) => Strategy ??= strategy;

    /// <summary>It is healthy and serves.</summary>
    public void Serve(DateTimeOffset now)
    {
        Status = DeploymentStatus.Serving;
        NotServingBecause = null;
        SettledAt = now;
    }

    /// <summary>A newer one serves.</summary>
    public void Replace(int by)
    {
        Status = DeploymentStatus.Replaced;
        NotServingBecause = $"Deployment {by} took its place.";
    }

    /// <summary>It did not become healthy.</summary>
    public void Fail(string reason, DateTimeOffset now)
    {
        Status = DeploymentStatus.Failed;
        NotServingBecause = reason;
        SettledAt = now;
    }

    /// <summary>A newer one is wanted; one that has served or failed already stays so.</summary>
    public void Supersede(int by)
    {
        if (Status != DeploymentStatus.Pending) return;
        Status = DeploymentStatus.Superseded;
        NotServingBecause = $"Deployment {by} was wanted before this one was healthy.";
    }
}
