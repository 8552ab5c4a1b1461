namespace GraphPlatform.Platform.Runtime;

/// <summary>One step towards the desired state. Each is idempotent: a crash after any of them costs nothing but time.</summary>
public abstract record ReconcileStep
{
    private ReconcileStep()
    {
    }

    /// <summary>Whether it waits for something else than the engine's own work, so that others should not wait for it.</summary>
    public bool TakesLong => this is ResolveImage or StopInstance or RemoveInstance;

    /// <summary>Finds the deployment's image, or pulls it.</summary>
    public sealed record ResolveImage : ReconcileStep;

    /// <summary>Records a replica.</summary>
    public sealed record AddInstance(int Index) : ReconcileStep;

    /// <summary>Makes a replica's engine container.</summary>
    public sealed record CreateInstance(string InstanceId) : ReconcileStep;

    /// <summary>Starts it.</summary>
    public sealed record StartInstance(string InstanceId) : ReconcileStep;

    /// <summary>Thaws it.</summary>
    public sealed record ThawInstance(string InstanceId) : ReconcileStep;

    /// <summary>Ends its processes.</summary>
    public sealed record StopInstance(string InstanceId) : ReconcileStep;

    /// <summary>Reads its log to the end and removes it.</summary>
    public sealed record RemoveInstance(string InstanceId) : ReconcileStep;

    /// <summary>Removes what is left of a deleted container.</summary>
    public sealed record Forget : ReconcileStep;
}
