namespace GraphPlatform.Platform.Runtime.Plans;

/// <summary>One step towards the desired state. Each is idempotent: a crash after any of them costs nothing but time.</summary>
public abstract record ReconcileStep
{
    private ReconcileStep()
    {
    }

    /// <summary>Whether it waits for something else than the engine's own work, so that others should not wait for it.</summary>
    public bool TakesLong => this is ResolveImage or StopInstance or EndInstance or DrainInstance or RemoveInstance or FailRollout;

    /// <summary>Finds the image of a deployment, or pulls it.</summary>
    public sealed record ResolveImage(string DeploymentId) : ReconcileStep;

    /// <summary>Decides how the new version takes the place of the old one.</summary>
    public sealed record DecideStrategy : ReconcileStep;

    /// <summary>Records a replica of a deployment.</summary>
    public sealed record AddInstance(string DeploymentId, int Index) : ReconcileStep;

    /// <summary>Makes a replica's engine container.</summary>
    public sealed record CreateInstance(string InstanceId) : ReconcileStep;

    /// <summary>Starts it.</summary>
    public sealed record StartInstance(string InstanceId) : ReconcileStep;

    /// <summary>Tells the engine what it may use by now.</summary>
    public sealed record ResizeInstance(string InstanceId) : ReconcileStep;

    /// <summary>Gives the container more memory for a while, because one of its instances ran out of it.</summary>
    public sealed record BoostMemory : ReconcileStep;

    /// <summary>Freezes it, unless the container was used meanwhile.</summary>
    public sealed record FreezeInstance(string InstanceId) : ReconcileStep;

    /// <summary>Thaws it.</summary>
    public sealed record ThawInstance(string InstanceId) : ReconcileStep;

    /// <summary>What was to be frozen is no longer there: the container is asleep.</summary>
    public sealed record FallAsleep : ReconcileStep;

    /// <summary>Lets others in the project reach it by the container's name.</summary>
    public sealed record JoinInstance(string InstanceId) : ReconcileStep;

    /// <summary>The deployment is healthy: it serves from now on.</summary>
    public sealed record Serve : ReconcileStep;

    /// <summary>The deployment did not become healthy: what served before goes on.</summary>
    public sealed record FailRollout(string InstanceId, string Reason) : ReconcileStep;

    /// <summary>Ends its processes.</summary>
    public sealed record StopInstance(string InstanceId) : ReconcileStep;

    /// <summary>Ends the processes of one that is no longer well; that counts as a crash.</summary>
    public sealed record EndInstance(string InstanceId) : ReconcileStep;

    /// <summary>Waits until its last connections are over, then ends its processes.</summary>
    public sealed record DrainInstance(string InstanceId) : ReconcileStep;

    /// <summary>Reads its log to the end and removes it.</summary>
    public sealed record RemoveInstance(string InstanceId) : ReconcileStep;

    /// <summary>Removes what is left of a deleted container.</summary>
    public sealed record Forget : ReconcileStep;
}
