using System.Runtime.CompilerServices;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Networks;
using GraphPlatform.Platform.Pools;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Runtime;

/// <summary>Compares everything that is recorded with everything that is there, for what no event told.</summary>
public sealed class FullReconcile(StateDatabase database, WorkerRegistry workers, HostGuard guard, EventBus events)
{
    private const int ChunkSize = 500;

    /// <summary>Wakes the reconciler for containers that differ, and removes what is ours on the engines and belongs to nothing.</summary>
    /// <returns>What was done, in a sentence.</returns>
    public async Task<string> SweepAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        await guard.ApplyAsync(caller, ct);
        var observed = new Dictionary<string, ObservedState>();
        var (removed, stuck) = (0, (string?)null);
        foreach (var id in workers.Connected)
        {
            var worker = workers.Get(id);
            var there = await worker.ListAsync(ct);
            foreach (var (instance, state) in there) observed[instance] = state;
            var done = await RemoveOrphansAsync(caller, worker, there.Keys, ct);
            (removed, stuck) = (removed + done.Removed, stuck ?? done.Stuck);
        }

        var (looked, hinted) = (0, 0);
        await foreach (var id in DifferentAsync(caller, observed, () => looked++, ct))
        {
            events.Publish(new ReconcileHint(id));
            hinted++;
        }

        return $"{looked} containers compared, {hinted} to correct, {removed} orphans removed{(stuck is null ? "" : ", one could not be: " + stuck)}";
    }

    /// <summary>Removes what is ours on an engine and belongs to nothing: as soon as it starts.</summary>
    internal async Task RemoveOrphansAsync(string workerId, CancellationToken ct)
    {
        var worker = workers.Get(workerId);
        await RemoveOrphansAsync(ReconcileRecords.Self, worker, (await worker.ListAsync(ct)).Keys, ct);
    }

    /// <summary>At start-up: every container that has instances, or is not yet as desired.</summary>
    internal async IAsyncEnumerable<string> ContainersToLookAtAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var all = db.As(ReconcileRecords.Self);
        var ids = all.Containers
            .Where(c => c.ObservedGeneration < c.Generation || c.Failure != null || c.Deleting || all.Instances.Any(i => i.ContainerId == c.Id))
            .OrderBy(c => c.Id).Select(c => c.Id).AsAsyncEnumerable();
        await foreach (var id in ids.WithCancellation(ct)) yield return id;
    }

    /// <summary>The record of an instance is written before its engine container is made, and is read after the engine was asked: what is unknown then is nobody's.</summary>
    private async Task<(int Removed, string? Stuck)> RemoveOrphansAsync(Caller caller, IWorker worker, IEnumerable<string> there, CancellationToken ct)
    {
        var orphans = new List<Func<Task>>();
        foreach (var instance in await UnknownAsync(caller, there, ct)) orphans.Add(() => worker.RemoveAsync(instance, anonymousVolumes: false, ct));
        foreach (var stranger in await worker.ListStrangersAsync(ct)) orphans.Add(() => worker.RemoveStrangerAsync(stranger, ct));
        foreach (var network in await UnknownNetworksAsync(caller, worker, ct)) orphans.Add(() => worker.RemoveNetworkAsync(network, ct));
        return await RemoveAsync(orphans);
    }

    private static bool Matches(InstanceStatus recorded, ObservedState? state) => (recorded, state) switch
    {
        (InstanceStatus.Running, ObservedState.Running) => true,
        (InstanceStatus.Frozen, ObservedState.Frozen) => true,
        (InstanceStatus.Stopped or InstanceStatus.Exited or InstanceStatus.Waiting, ObservedState.Exited) => true,
        _ => false,
    };

    private async IAsyncEnumerable<string> DifferentAsync(
        Caller caller, Dictionary<string, ObservedState> observed, Action looked, [EnumeratorCancellation] CancellationToken ct)
    {
        var after = "";
        while (true)
        {
            await using var db = await database.ReadAsync(ct);
            var containers = await db.As(caller).Containers.Where(c => string.Compare(c.Id, after) > 0).OrderBy(c => c.Id).Take(ChunkSize).ToListAsync(ct);
            if (containers.Count == 0) yield break;
            after = containers[^1].Id;
            var ids = containers.ConvertAll(c => c.Id);
            var instances = (await db.As(caller).Instances.Where(i => ids.Contains(i.ContainerId)).ToListAsync(ct)).ToLookup(i => i.ContainerId);
            foreach (var container in containers)
            {
                looked();
                var settled = container.ObservedGeneration == container.Generation && container.Failure is null && !container.Deleting;
                var asRecorded = instances[container.Id].All(i => Matches(i.Status, observed.TryGetValue(i.Id, out var state) ? state : null));
                var complete = !container.ShouldRun || container.Failure is not null || instances[container.Id].Count() == container.Replicas;
                if (!settled || !asRecorded || !complete) yield return container.Id;
            }
        }
    }

    /// <summary>One that cannot be removed must not keep the others, nor the comparison, from being done.</summary>
    private static async Task<(int Removed, string? Stuck)> RemoveAsync(List<Func<Task>> orphans)
    {
        var (removed, stuck) = (0, (string?)null);
        foreach (var remove in orphans)
        {
            try
            {
                await remove();
                removed++;
            }
            catch (PlatformException error)
            {
                stuck = error.Message;
            }
        }

        return (removed, stuck);
    }

    private async Task<List<string>> UnknownAsync(Caller caller, IEnumerable<string> instances, CancellationToken ct)
    {
        var unknown = new List<string>();
        foreach (var chunk in instances.Chunk(ChunkSize))
        {
            await using var db = await database.ReadAsync(ct);
            // In pools first: what is taken from one meanwhile is found among the instances.
            var known = await db.As(caller).PooledInstances.Where(i => chunk.Contains(i.Id)).Select(i => i.Id).ToHashSetAsync(ct);
            known.UnionWith(await db.As(caller).Instances.Where(i => chunk.Contains(i.Id)).Select(i => i.Id).ToListAsync(ct));
            unknown.AddRange(chunk.Where(id => !known.Contains(id)));
        }

        return unknown;
    }

    private async Task<List<string>> UnknownNetworksAsync(Caller caller, IWorker worker, CancellationToken ct)
    {
        var there = await worker.ListNetworksAsync(ct);
        await using var db = await database.ReadAsync(ct);
        var projects = await db.As(caller).Projects.Select(p => p.Id).ToListAsync(ct);
        var pools = await db.As(caller).WarmPools.AnyAsync(ct);
        return [.. there.Except(projects.Select(Project.NetworkNameOf)).Where(n => !pools || !n.StartsWith(PooledInstance.WaitingNetworkPrefix, StringComparison.Ordinal))];
    }
}
