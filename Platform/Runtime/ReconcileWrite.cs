using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Operations;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Runtime;

/// <summary>One write of the reconciler.</summary>
internal sealed class ReconcileWrite(Work work, Container container, IReadOnlyList<Operation> operations, DateTimeOffset now)
{
    public Work Work => work;

    public Container Container => container;

    /// <summary>Those that are under way.</summary>
    public IReadOnlyList<Operation> Operations => operations;

    public DateTimeOffset Now => now;

    /// <summary>Whether the container's row goes with this write.</summary>
    public bool IsForgotten { get; set; }

    public VisibleSets All => work.As(ReconcileRecords.Self);

    /// <summary>Begins a stage of what is under way.</summary>
    public void Begin(string stage)
    {
        foreach (var operation in operations) operation.Begin(stage, now);
    }

    public Task<Deployment> DeploymentAsync(string id, CancellationToken ct) => All.Deployments.SingleAsync(d => d.Id == id, ct);

    public Task<Instance?> FindInstanceAsync(string id, CancellationToken ct) => All.Instances.SingleOrDefaultAsync(i => i.Id == id, ct);

    public Task<Instance> InstanceAsync(string id, CancellationToken ct) => All.Instances.SingleAsync(i => i.Id == id, ct);
}
