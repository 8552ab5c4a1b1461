using System.Collections.Concurrent;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Platform.Runtime;

/// <summary>An instance that runs now.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="OrganizationId">The organization it belongs to.</param>
/// <param name="WorkerId">The machine that it is on.</param>
/// <param name="Address">Its address on the project's network.</param>
/// <param name="HttpPort">Where its version speaks HTTP; null when it does not.</param>
/// <param name="Serves">Whether it is well, so that requests may go to it.</param>
/// <param name="Listens">Whether a check has found it well since it was started, so that its port takes connections.</param>
public sealed record LiveInstance(string InstanceId, string OrganizationId, string WorkerId, string? Address, int? HttpPort, bool Serves, bool Listens);

/// <summary>
/// Which instances of each container can be used now. Kept in memory by the reconciler, so that a request to a running container costs no look at the
/// database, and goes on while that is away.
/// </summary>
public sealed class LiveInstances
{
    private readonly ConcurrentDictionary<string, Entry> entries = new();

    /// <summary>Those of a container that run now; empty while it does not, or is about to be frozen.</summary>
    public IReadOnlyList<LiveInstance> Of(string containerId) => entries.TryGetValue(containerId, out var entry) ? entry.Instances : [];

    /// <summary>Waits until one is as wanted. Ends only with <paramref name="ct"/>.</summary>
    public async Task<LiveInstance> WaitAsync(string containerId, Func<LiveInstance, bool> wanted, CancellationToken ct)
    {
        var entry = entries.GetOrAdd(containerId, static _ => new Entry());
        while (true)
        {
            var next = entry.Changed;
            if (entry.Instances.FirstOrDefault(wanted) is { } found) return found;
            await next.WaitAsync(ct);
        }
    }

    /// <summary>Says what was observed.</summary>
    internal void Publish(ReconcileState state)
    {
        var serving = state.Serving ?? state.Goal;
        var awake = state.Container is { ShouldRun: true, Power: PowerState.Active };
        Set(state.Container.Id, awake
            ? [.. state.Instances.Where(i => i.DeploymentId == serving.Id && i.Index < state.Container.Replicas && i.Status == InstanceStatus.Running).Select(i => Live(serving, i))]
            : []);
    }

    /// <summary>Says that an instance runs again.</summary>
    internal void Thawed(ReconcileState state, Instance instance) =>
        Set(state.Container.Id, [.. Of(state.Container.Id).Where(i => i.InstanceId != instance.Id), Live(state.Goal, instance)]);

    /// <summary>None is to be used any more.</summary>
    internal void Hide(string containerId) => Set(containerId, []);

    /// <summary>One of them is not to be used any more: it is about to end.</summary>
    internal void Hide(Instance instance)
    {
        if (Of(instance.ContainerId) is { Count: > 0 } known) Set(instance.ContainerId, [.. known.Where(i => i.InstanceId != instance.Id)]);
    }

    /// <summary>Forgets a container that is gone.</summary>
    internal void Forget(string containerId) => entries.TryRemove(containerId, out _);

    private static LiveInstance Live(Deployment deployment, Instance instance) =>
        new(instance.Id, instance.OrganizationId, instance.WorkerId, instance.Address, deployment.HttpPort,
            Serves: deployment.Spec.Health is null || instance.Health == InstanceHealth.Healthy, Listens: instance.Health == InstanceHealth.Healthy);

    private void Set(string containerId, IReadOnlyList<LiveInstance> instances)
    {
        if (instances.Count == 0 && !entries.ContainsKey(containerId)) return;
        entries.GetOrAdd(containerId, static _ => new Entry()).Set(instances);
    }

    private sealed class Entry
    {
        private IReadOnlyList<LiveInstance> instances = [];
        private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<LiveInstance> Instances => Volatile.Read(ref instances);

        public Task Changed => Volatile.Read(ref changed).Task;

        public void Set(IReadOnlyList<LiveInstance> now)
        {
            if (now.SequenceEqual(Instances)) return;
            Interlocked.Exchange(ref instances, now);       // a full fence: who hides them looks at the last use afterwards
            Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
    }
}
