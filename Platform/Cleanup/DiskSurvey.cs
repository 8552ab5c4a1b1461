using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Cleanup;

/// <summary>Looks at the machines' disks, and then at what the database knows of what is there.</summary>
internal sealed class DiskSurvey(StateDatabase database, WorkerRegistry workers, IOptions<CleanupOptions> options)
{
    /// <summary>The plan as of now.</summary>
    public async Task<DiskPlan> PlanAsync(Caller caller, CancellationToken ct)
    {
        var items = new List<DiskItem>();
        var disks = new List<WorkerDisk?>();
        foreach (var id in workers.Connected)
        {
            // The engine first: what is made meanwhile was recorded before, and is seen to be needed.
            var disk = await workers.Get(id).MeasureDiskAsync(ct);
            items.AddRange(DiskPlan.ItemsOf(id, workers.Get(id).Name, disk, await RecordsAsync(caller, id, disk, ct)));
            disks.Add(disk.Disk);
        }

        return DiskPlan.Of(items, disks.OfType<WorkerDisk>().MaxBy(d => d.UsedPercent));
    }

    private async Task<DiskRecords> RecordsAsync(Caller caller, string workerId, EngineDisk disk, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var all = db.As(caller);
        var pulled = (await all.WorkerImages.Where(i => i.WorkerId == workerId).ToListAsync(ct)).ToLookup(i => i.Digest, i => i.Reference);
        var instances = new Dictionary<string, string>();
        var there = disk.Containers.Select(c => c.InstanceId).OfType<string>().ToList();
        foreach (var chunk in there.Chunk(500))
        {
            var named = all.Instances.Where(i => chunk.Contains(i.Id)).Join(all.Containers, i => i.ContainerId, c => c.Id, (i, c) => new { i.Id, c.Name });
            foreach (var instance in await named.ToListAsync(ct)) instances[instance.Id] = instance.Name;
            foreach (var waiting in await all.PooledInstances.Where(i => chunk.Contains(i.Id)).Select(i => i.Id).ToListAsync(ct)) instances[waiting] = "of a warm pool";
        }

        var volumes = new Dictionary<string, string>();
        foreach (var chunk in disk.Volumes.Select(v => Volume.IdOf(v.Name)).OfType<string>().Chunk(500))
            foreach (var volume in await all.Volumes.Where(v => chunk.Contains(v.Id)).Select(v => new { v.Id, v.Name }).ToListAsync(ct)) volumes[volume.Id] = volume.Name;
        return new DiskRecords(pulled, pulled.Count == 0 ? new() : await UsersAsync(all, pulled, ct), instances) { Volumes = volumes };
    }

    /// <summary>Images of deployments that are desired, or that one can go back to.</summary>
    private async Task<Dictionary<string, string>> UsersAsync(VisibleSets all, ILookup<string, string> pulled, CancellationToken ct)
    {
        var keep = options.Value.KeepDeployments;
        var (containers, deployments) = (all.Containers, all.Deployments);
        var kept = deployments
            .Join(containers, d => d.ContainerId, c => c.Id, (d, c) => new { Deployment = d, c.Name, IsCurrent = c.DeploymentId == d.Id })
            .Where(d => d.IsCurrent || deployments.Count(later => later.ContainerId == d.Deployment.ContainerId && later.Number > d.Deployment.Number) < keep);
        var users = new Dictionary<string, string>();
        await foreach (var (deployment, name, isCurrent) in kept.Select(d => ValueTuple.Create(d.Deployment, d.Name, d.IsCurrent)).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (deployment.Spec.Digest is not { } digest || !pulled.Contains(digest)) continue;
            if (isCurrent) users[digest] = $"The container {name} runs it.";
            else users.TryAdd(digest, $"The container {name} can go back to it: deployment {deployment.Number} is one of its last {keep}.");
        }

        return users;
    }
}
