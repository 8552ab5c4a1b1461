using System.Collections.Concurrent;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Networks;
using GraphPlatform.Platform.Pools;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Runtime.Steps;

/// <summary>Starts instances that came from a warm pool. Of a warm start every millisecond is somebody's, so what need not wait does not.</summary>
internal sealed class PoolSteps(PoolReservations pools, WorkerRegistry workers, ProjectNetworks networks)
{
    private readonly ConcurrentDictionary<string, Task> welcomes = new();

    /// <summary>
    /// Lets what a new container was promised join its network and take its limits, while its image is still looked at and its instance is written down. That is
    /// most of what a warm start waits for, and its start does what of it was not done.
    /// </summary>
    public void Welcome(ReconcileState state, CancellationToken ct)
    {
        if (state is { Instances.Count: 0, Container: { ShouldRun: true, Generation: 1 } } && PoolReservations.Fits(state.Target.Spec))
            welcomes.GetOrAdd(state.Container.Id, _ => WelcomeAsync(state, ct));
    }

    /// <summary>Waits for that, if it was begun.</summary>
    public Task WelcomedAsync(string containerId) => welcomes.TryRemove(containerId, out var welcome) ? welcome : Task.CompletedTask;

    /// <summary>Tells an instance what it runs, and lets it.</summary>
    public async Task StartAsync(ReconcileState state, Instance instance, CancellationToken ct)
    {
        var worker = workers.Get(instance.WorkerId);
        var network = networks.EnsureAsync(ReconcileRecords.Self, worker, state.Project, ct);
        await Task.WhenAll(network, WelcomedAsync(state.Container.Id));
        await worker.StartPreparedAsync(Spec(state, instance.Id, await network), ct);
    }

    private async Task WelcomeAsync(ReconcileState state, CancellationToken ct)
    {
        if (await pools.PromisedAsync(state.Container.Id, ct) is not { } promised) return;
        try
        {
            var worker = workers.Get(promised.WorkerId);
            await worker.WelcomePreparedAsync(Spec(state, promised.Id, await networks.EnsureAsync(ReconcileRecords.Self, worker, state.Project, ct)), ct);
        }
        catch (PlatformException)
        {
            // Its start meets the same, and says so; or it is not taken after all.
        }
    }

    private static InstanceSpec Spec(ReconcileState state, string instanceId, string network) =>
        new(instanceId, state.Container.Name, network, Reachable: true, state.Goal.Spec, state.Container.Allowed);
}
