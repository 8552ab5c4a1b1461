namespace GraphPlatform.Platform.Events;

/// <summary>What is desired of a container was changed: the reconciler has work.</summary>
public sealed record ContainerDesired(string ContainerId);

/// <summary>Something that is shown of a container has changed, or it is gone.</summary>
public sealed record ContainerChanged(string ContainerId, string OrganizationId, string ProjectId, bool Removed = false);

/// <summary>An operation has come further.</summary>
public sealed record OperationChanged(string OperationId, string OrganizationId);

/// <summary>A session was ended: what is open in its name must close.</summary>
public sealed record SessionEnded(string SessionId);

/// <summary>A user's role in an organization was changed or taken away: what is open by that role must be looked at.</summary>
public sealed record MembershipChanged(string OrganizationId, string UserId);

/// <summary>A container may not be as desired: the reconciler should look.</summary>
public sealed record ReconcileHint(string ContainerId);

/// <summary>A warm pool may not be as it should: its keeper should look.</summary>
public sealed record PoolHint(string PoolId);

/// <summary>A start took from a warm pool, or would have: its keeper should look when the burst is over.</summary>
public sealed record PoolDemand(string PoolId);

/// <summary>Something that is shown of a warm pool has changed, or it is gone.</summary>
public sealed record PoolChanged(string PoolId);
