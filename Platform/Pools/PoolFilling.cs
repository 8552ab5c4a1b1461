using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Pools;

/// <summary>Makes as many instances wait in a pool as should.</summary>
internal sealed partial class PoolFilling(
    StateDatabase database, WorkerRegistry workers, ReconcileSlots slots, IOptions<PoolOptions> options, TimeProvider clock, ILogger<PoolFilling> logger)
{
    private static readonly Caller Self = Caller.System("warm-pools");
    private static readonly TimeSpan PullLimit = TimeSpan.FromMinutes(30);
    private static readonly IProgress<PullProgress> Unwatched = new Progress<PullProgress>();

    /// <summary>Looks, plans and applies until there is nothing left to do.</summary>
    /// <returns>When to look again although nothing happens; null for never.</returns>
    public async Task<DateTimeOffset?> FillAsync(string poolId, CancellationToken ct)
    {
        while (true)
        {
            var (pool, instances) = await LoadAsync(poolId, ct);
            if (pool is null) return null;
            try
            {
                if (await ResolveAsync(pool, ct)) continue;
                var plan = PoolPlan.From(pool, instances, await ObserveAsync(instances, ct), options.Value.RefillDelay, clock.GetUtcNow());
                if (plan.Steps.Count == 0)
                {
                    if (plan.IsFull && (pool.Failure is not null || pool.ShortSince is not null)) await WriteAsync(poolId, (_, p) => p.Filled(), ct);
                    return plan.LookAt;
                }

                foreach (var step in plan.Steps) await ApplyAsync(pool, instances, step, ct);
            }
            catch (PlatformException error) when (error is { Code: ErrorCode.Conflict, Transient: true })
            {
                // Somebody else wrote at the same moment: look again.
            }
            catch (PlatformException error)
            {
                await WriteAsync(poolId, (_, p) => p.Failed(error.Message, clock.GetUtcNow()), ct);
                return (await LoadAsync(poolId, ct)).Pool?.RetryAt;
            }
        }
    }

    private async Task<(WarmPool? Pool, List<PooledInstance> Instances)> LoadAsync(string poolId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var all = db.As(Self);
        return (await all.WarmPools.SingleOrDefaultAsync(p => p.Id == poolId, ct), await all.PooledInstances.Where(i => i.PoolId == poolId).ToListAsync(ct));
    }

    /// <summary>Finds what the image's name means now, and pulls it as nobody if it is not there. A pool that needs none is not a reason for that.</summary>
    /// <returns>Whether it means something else than before.</returns>
    private async Task<bool> ResolveAsync(WarmPool pool, CancellationToken ct)
    {
        if (pool.Deleting || pool.Target == 0 || pool.RetryAt > clock.GetUtcNow()) return false;
        var workerId = workers.Place();
        var image = await PullAsync(workers.Get(workerId), pool.Image, ct);
        if (image.Volumes.Where(path => path != VolumeTargets.Work).ToList() is { Count: > 0 } declared)
            throw new PlatformException(ErrorCode.Conflict, $"The image declares volumes ({string.Join(", ", declared)}), and each container has its own, so none of its instances can be made before.");
        if (image.Digest == pool.Digest) return false;
        await WriteAsync(pool.Id, async (work, p) =>
        {
            p.Resolved(image.Digest);
            if (image.Pulled && !await work.As(Self).WorkerImages.AnyAsync(i => i.WorkerId == workerId && i.Digest == image.Digest && i.Reference == pool.Image, ct))
                work.Add(new WorkerImage(workerId, image.Digest, pool.Image, clock.GetUtcNow()));
        }, ct);
        return true;
    }

    private static async Task<ResolvedImage> PullAsync(IWorker worker, string image, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(PullLimit);
        try
        {
            return await worker.ResolveImageAsync(image, ImageAccess.Open, Unwatched, limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new PlatformException(ErrorCode.Engine, $"The pull of {image} has not ended in {PullLimit.TotalMinutes:0} minutes. Check the registry and the network.");
        }
    }

    private async Task<Dictionary<string, ObservedState>> ObserveAsync(List<PooledInstance> instances, CancellationToken ct)
    {
        var there = new Dictionary<string, ObservedState>();
        foreach (var workerId in instances.Select(i => i.WorkerId).Distinct())
            foreach (var (id, state) in await workers.Get(workerId).ListAsync(ct)) there[id] = state;
        return there;
    }

    private Task ApplyAsync(WarmPool pool, List<PooledInstance> instances, PoolStep step, CancellationToken ct) => step switch
    {
        PoolStep.Add => WriteAsync(pool.Id, (work, p) => AddAsync(work, p, ct), ct),
        PoolStep.Prepare prepare => PrepareAsync(pool, Find(instances, prepare.InstanceId), ct),
        PoolStep.Discard discard => ChangeAsync(pool.Id, discard.InstanceId, Find(instances, discard.InstanceId).Status, i => i.Discard(), ct),
        PoolStep.Remove remove => RemoveAsync(pool, Find(instances, remove.InstanceId), ct),
        PoolStep.Forget => ForgetAsync(pool.Id, ct),
        _ => throw new InvalidOperationException($"Unknown step {step}."),
    };

    /// <summary>The network that instances are made in goes with the last pool. Where an engine does not let go of it, the full reconcile does.</summary>
    private async Task ForgetAsync(string poolId, CancellationToken ct)
    {
        await WriteAsync(poolId, (work, p) => work.Remove(p), ct);
        await using (var db = await database.ReadAsync(ct))
            if (await db.As(Self).WarmPools.AnyAsync(ct)) return;
        foreach (var id in workers.Connected)
        {
            try
            {
                var worker = workers.Get(id);
                foreach (var network in await worker.ListNetworksAsync(ct))
                    if (network.StartsWith(PooledInstance.WaitingNetworkPrefix, StringComparison.Ordinal)) await worker.RemoveNetworkAsync(network, ct);
            }
            catch (PlatformException error)
            {
                NetworkLeft(logger, error.Message);
            }
        }
    }

    /// <summary>Counted anew in the transaction, and the pool's row changes with it: two servers do not add the same one twice.</summary>
    private async Task AddAsync(Work work, WarmPool pool, CancellationToken ct)
    {
        var id = pool.Id;
        if (await work.As(Self).PooledInstances.CountAsync(i => i.PoolId == id && (i.Status == PooledStatus.Ready || i.Status == PooledStatus.Preparing), ct) >= pool.Target) return;
        work.Add(new PooledInstance(Ids.New("ins"), pool, workers.Place(), Ids.New("vol"), clock.GetUtcNow()));
        pool.Touch();
    }

    private async Task PrepareAsync(WarmPool pool, PooledInstance instance, CancellationToken ct)
    {
        // It may have been promised, taken and started since the plan was made.
        if (!await ChangeAsync(pool.Id, instance.Id, instance.Status, i => i.Lost(), ct)) return;
        var spec = new DeploymentSpec(
            pool.Image, instance.Digest, null, null, null, [], [], [new VolumeMount(instance.VolumeId, VolumeTargets.Work)], pool.SecuritySpec);
        using (await slots.EnterAsync(ct))
            await workers.Get(instance.WorkerId).PrepareAsync(new InstanceSpec(instance.Id, "", "", Reachable: false, spec, instance.Resources), ct);
        await ChangeAsync(pool.Id, instance.Id, PooledStatus.Preparing, i => i.Prepared(), ct);
    }

    /// <summary>With its volume, which has never been anybody's, unless it was promised to a container.</summary>
    private async Task RemoveAsync(WarmPool pool, PooledInstance instance, CancellationToken ct)
    {
        var worker = workers.Get(instance.WorkerId);
        await worker.RemoveAsync(instance.Id, anonymousVolumes: false, ct);
        if (instance.ContainerId is null && !await IsSomebodysAsync(instance.VolumeId, ct)) await worker.RemoveVolumeAsync(instance.VolumeId, ct);
        await WriteAsync(pool.Id, async (work, _) => await work.As(Self).PooledInstances.Where(i => i.Id == instance.Id).ExecuteDeleteAsync(ct), ct);
    }

    private async Task<bool> IsSomebodysAsync(string volumeId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(Self).Volumes.AnyAsync(v => v.Id == volumeId, ct);
    }

    /// <summary>Changes one that has not become something else meanwhile, such as promised to a container.</summary>
    /// <returns>Whether it did.</returns>
    private async Task<bool> ChangeAsync(string poolId, string instanceId, PooledStatus known, Action<PooledInstance> change, CancellationToken ct)
    {
        var changed = false;
        await WriteAsync(poolId, async (work, _) =>
        {
            var instance = await work.As(Self).PooledInstances.SingleOrDefaultAsync(i => i.Id == instanceId && i.Status == known, ct);
            changed = instance is not null;
            if (instance is not null) change(instance);
        }, ct);
        return changed;
    }

    private Task WriteAsync(string poolId, Action<Work, WarmPool> change, CancellationToken ct) => WriteAsync(poolId, (work, pool) =>
    {
        change(work, pool);
        return Task.CompletedTask;
    }, ct);

    private async Task WriteAsync(string poolId, Func<Work, WarmPool, Task> change, CancellationToken ct) => await Work.RetryAsync(async () =>
    {
        await using var work = await database.BeginAsync(ct);
        if (await work.As(Self).WarmPools.SingleOrDefaultAsync(p => p.Id == poolId, ct) is not { } pool) return false;
        await change(work, pool);
        work.Publish(new PoolChanged(poolId));
        await work.CommitAsync(ct);
        return true;
    });

    private static PooledInstance Find(List<PooledInstance> instances, string id) => instances.Single(i => i.Id == id);

    [LoggerMessage(LogLevel.Warning, "The network of warm pools is left on an engine, and is removed later: {Reason}")]
    private static partial void NetworkLeft(ILogger logger, string reason);
}
