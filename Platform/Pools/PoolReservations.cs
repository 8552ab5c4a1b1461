using System.Text.RegularExpressions;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Registries;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Pools;

/// <summary>
/// Gives what waits in pools to new containers. A container is promised one in the transaction that makes it, so that its work volume is that one's from the
/// beginning; it gets it when its image has turned out to be the same, which its organization's own rights on the image decide.
/// </summary>
internal sealed partial class PoolReservations(StateDatabase database, WorkerRegistry workers, TimeProvider clock)
{
    private static readonly Caller Self = Caller.System("warm-pools");

    /// <summary>Whether a deployment can run in an instance that was made before it was known: what it asks for can still be given.</summary>
    public static bool Fits(DeploymentSpec spec) =>
        spec is { Ports.Count: 0, WorkingDirectory: null, Mounts.Count: 1 } && spec.Environment.All(e => ShellName().IsMatch(e.Name));

    // The waiting init is a shell, and one that drops variables of other names.
    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*\\z")]
    private static partial Regex ShellName();

    /// <summary>Promises a new container an instance of the pool that fits, if there is one; the pool notes the demand either way.</summary>
    /// <returns>The work volume that comes with it; null when it starts cold.</returns>
    public async Task<string?> ReserveAsync(Work work, Container container, DeploymentSpec spec, CancellationToken ct)
    {
        if (!Fits(spec)) return null;
        var (all, image, security) = (work.As(Self), LocalImageName.Of(spec.Image), WarmPool.KeyOf(spec.Security));
        if (await all.WarmPools.AsNoTracking().SingleOrDefaultAsync(p => p.ImageName == image && p.Security == security && !p.Deleting, ct) is not { } pool) return null;
        var ready = all.PooledInstances.AsNoTracking().Where(i => i.PoolId == pool.Id && i.Status == PooledStatus.Ready);
        string? volume = null;
        while (volume is null && await ready.OrderBy(i => i.Id).FirstOrDefaultAsync(ct) is { } candidate)
            volume = await TakeAsync(ready, candidate.Id, container.Id, ct) ? candidate.VolumeId : null;       // of two at once one is told to look again
        await NoteDemandAsync(all, pool.Id, container.Allowed, warm: volume is not null, grows: volume is null || !await ready.AnyAsync(ct), ct);
        work.Publish(new PoolDemand(pool.Id));
        work.Publish(new PoolChanged(pool.Id));
        return volume;
    }

    /// <summary>What a container was promised and has not taken yet.</summary>
    public async Task<PooledInstance?> PromisedAsync(string containerId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(Self).PooledInstances.FirstOrDefaultAsync(i => i.ContainerId == containerId && i.Status == PooledStatus.Reserved, ct);
    }

    /// <summary>Gives a container's first instance what it was promised, if it still fits.</summary>
    /// <returns>What becomes its instance; null when it is made anew.</returns>
    public static async Task<PooledInstance?> TakeAsync(ReconcileWrite write, Deployment deployment, int index, CancellationToken ct)
    {
        PooledInstance? taken = null;
        var id = write.Container.Id;
        foreach (var promised in await write.All.PooledInstances.Where(i => i.ContainerId == id && i.Status == PooledStatus.Reserved).ToListAsync(ct))
        {
            var spec = deployment.Spec;
            if (taken is null && index == 0 && Fits(spec) && spec.Digest == promised.Digest && spec.Mounts[0].VolumeId == promised.VolumeId) taken = promised;
            write.Work.Publish(new PoolChanged(promised.PoolId));
            if (promised == taken)
            {
                write.Work.Remove(promised);
                continue;
            }

            promised.Discard();
            write.Work.Publish(new PoolHint(promised.PoolId));
        }

        return taken;
    }

    /// <summary>Removes what a container that goes away was promised and did not take. Its volume is the container's.</summary>
    public async Task ReleaseAsync(string containerId, CancellationToken ct)
    {
        List<PooledInstance> promised;
        await using (var db = await database.ReadAsync(ct))
            promised = await db.As(Self).PooledInstances.Where(i => i.ContainerId == containerId).ToListAsync(ct);
        foreach (var instance in promised)
        {
            await workers.Get(instance.WorkerId).RemoveAsync(instance.Id, anonymousVolumes: false, ct);
            await using var work = await database.BeginAsync(ct);
            await work.As(Self).PooledInstances.Where(i => i.Id == instance.Id).ExecuteDeleteAsync(ct);
            work.Publish(new PoolHint(instance.PoolId));
            work.Publish(new PoolChanged(instance.PoolId));
            await work.CommitAsync(ct);
        }
    }

    private async Task<bool> TakeAsync(IQueryable<PooledInstance> ready, string id, string containerId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await ready.Where(i => i.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.Status, PooledStatus.Reserved).SetProperty(i => i.ContainerId, containerId).SetProperty(i => i.ReservedAt, now)
                .SetProperty(i => i.Revision, i => i.Revision + 1),
            ct) == 1;
    }

    /// <summary>One UPDATE, so that many starts at once are counted and refuse each other nothing.</summary>
    private async Task NoteDemandAsync(VisibleSets all, string poolId, Resources wanted, bool warm, bool grows, CancellationToken ct)
    {
        var (cpu, memory, pids) = wanted;
        var (now, more, cold) = (clock.GetUtcNow(), grows ? 1 : 0, warm ? 0 : 1);
        await all.WarmPools.Where(p => p.Id == poolId).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.Target, p => p.Target + more < p.Maximum ? p.Target + more : p.Maximum)
                .SetProperty(p => p.WarmStarts, p => p.WarmStarts + 1 - cold).SetProperty(p => p.ColdStarts, p => p.ColdStarts + cold)
                .SetProperty(p => p.CpuMillis, cpu).SetProperty(p => p.MemoryBytes, memory).SetProperty(p => p.PidsLimit, pids)
                .SetProperty(p => p.LastDemandAt, now).SetProperty(p => p.ShortSince, p => p.ShortSince ?? now).SetProperty(p => p.QuietSince, now).SetProperty(p => p.Revision, p => p.Revision + 1),
            ct);
    }
}
