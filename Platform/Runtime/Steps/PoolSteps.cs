using System.Collections.Concurrent;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Networks;
using GraphPlatform.Platform.Pools;
using GraphPlatform.Platform.Workers;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.Platform.Runtime.Steps;

/// <summary>Starts instances that came from a warm pool. Of a warm start every millisecond is somebody's, so what need not wait does not.</summary>
internal sealed partial class PoolSteps(PoolReservations pools, WorkerRegistry workers, ProjectNetworks networks, ILogger<PoolSteps> logger)
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
        await worker.StartPreparedAsync(Spec(state, instance.Id, state.DeploymentOf(instance).Spec, await network), ct);
    }

    private async Task WelcomeAsync(ReconcileState state, CancellationToken ct)
    {
        try
        {
            if (await pools.PromisedAsync(state.Container.Id, ct) is not { } promised) return;
            var worker = workers.Get(promised.WorkerId);
            var network = await networks.EnsureAsync(ReconcileRecords.Self, worker, state.Project, ct);
            await worker.WelcomePreparedAsync(Spec(state, promised.Id, state.Target.Spec, network), ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }
        catch (Exception error)
        {
            // Its start does all of this that is not done, and tells who waits for it.
            NotWelcomed(logger, error, state.Container.Id);
        }
    }

    private static InstanceSpec Spec(ReconcileState state, string instanceId, DeploymentSpec runs, string network) =>
        new(instanceId, state.Container.Name, network, Reachable: true, runs, state.Container.Allowed);

    [LoggerMessage(LogLevel.Debug, "What {ContainerId} was promised could not join its network early")]
    private static partial void NotWelcomed(ILogger logger, Exception error, string containerId);
}
