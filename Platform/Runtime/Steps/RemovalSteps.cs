using GraphPlatform.Platform.Ingress;
using GraphPlatform.Platform.Logs;
using GraphPlatform.Platform.Metrics;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Pools;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Platform.Scaling;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Runtime.Steps;

/// <summary>Removes instances, and what is left of a deleted container.</summary>
internal sealed class RemovalSteps(
    ReconcileRecords records,
    WorkerRegistry workers,
    InstanceFollowers followers,
    HealthProbes probes,
    LiveInstances live,
    ActivityTracker activity,
    LoadWindows loads,
    LogStore logs,
    LogIngest ingest,
    StatsHub stats,
    QuotaService quotas,
    PoolReservations pools,
    PoolSteps pool,
    IOptions<LogOptions> logOptions)
{
    /// <summary>The engine's copy of the log goes with the instance, so it is read to its end first, or a gap says that it was not.</summary>
    public async Task RemoveAsync(ReconcileState state, Instance instance, CancellationToken ct)
    {
        var container = state.Container;
        await SaveLogAsync(state, instance, ct);
        await workers.Get(instance.WorkerId).RemoveAsync(instance.Id, anonymousVolumes: container.DeletingVolumes, ct);
        followers.Forget(instance.Id);
        await probes.StopAsync(instance.Id);
        await records.WriteAsync(container.Id, async write =>
        {
            write.Begin(Stages.Remove);
            write.Work.Remove(await write.InstanceAsync(instance.Id, ct));
        }, ct);
        logs.Get(container.Id).Forget(instance.Id);
    }

    /// <summary>Sees to it that the log of an instance is committed to its last line.</summary>
    public async Task SaveLogAsync(ReconcileState state, Instance instance, CancellationToken ct)
    {
        if (await workers.Get(instance.WorkerId).InspectAsync(instance.Id, ct) is not { } last || (last.State == ObservedState.Created && instance.StartedAt is null)) return;
        await records.WriteAsync(state.Container.Id, write =>
        {
            write.Begin(Stages.SaveLog);
            return Task.CompletedTask;
        }, ct);
        var limit = logOptions.Value.DrainTimeout;
        if (!await followers.DrainAsync(state.Followed(instance), last.StartedAt, limit, ct))
        {
            ingest.RecordLoss(
                state.Container.Id,
                instance.Id,
                state.DeploymentOf(instance).Number,
                $"The instance was removed before its log was read to the end, which took longer than {limit.TotalSeconds:0} s.");
        }
    }

    /// <summary>Removes the rows of a container whose instances are gone, with its log.</summary>
    public async Task ForgetAsync(ReconcileState state, CancellationToken ct)
    {
        var id = state.Container.Id;
        await pool.WelcomedAsync(id);
        await pools.ReleaseAsync(id, ct);
        if (state.Container.DeletingVolumes)
        {
            foreach (var volume in await records.OwnVolumesAsync(id, ct))
                foreach (var worker in workers.Connected) await workers.Get(worker).RemoveVolumeAsync(volume, ct);
        }

        await records.WriteAsync(id, async write =>
        {
            foreach (var volume in await write.All.Volumes.Where(v => v.ContainerId == id).ToListAsync(ct))
            {
                if (write.Container.DeletingVolumes && !volume.Named) write.Work.Remove(volume);
                else volume.Release();
            }

            foreach (var port in await write.All.PublishedPorts.Where(p => p.ContainerId == id).ToListAsync(ct)) write.Work.Remove(port);
            foreach (var deployment in await write.All.Deployments.Where(d => d.ContainerId == id).ToListAsync(ct)) write.Work.Remove(deployment);
            foreach (var operation in write.Operations) operation.Succeed(write.Now);
            await write.All.ScalingDecisions.Where(d => d.ContainerId == id).ExecuteDeleteAsync(ct);
            await write.All.BackupPolicies.Where(p => p.ContainerId == id).ExecuteDeleteAsync(ct);
            await DomainService.ForgetAsync(write.Work, id, ct);
            await quotas.ChargeAsync(write.Work, write.Container.OrganizationId, -QuotaAmounts.Of(write.Container), ct);
            write.Work.Remove(write.Container);
            write.IsForgotten = true;
        }, ct);
        logs.Delete(id);
        stats.Remove(id);
        live.Forget(id);
        activity.Forget(id);
        loads.Forget(id);
    }
}
