using GraphPlatform.Platform.Backups.Policies;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Platform.Metrics.Scraping;
using GraphPlatform.Platform.Networks;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Tests.Platform.Quotas;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Tests.Platform.Races;

/// <summary>What must be so after whatever happened at the same moment, looked at in the tables themselves.</summary>
internal static class RaceWorld
{
    /// <summary>Lets every container settle, the deleted ones go.</summary>
    public static async Task SettleAsync(QuotaWorld world)
    {
        List<string> ids;
        await using (var db = await world.Database.ContextAsync()) ids = await db.Set<Container>().Select(c => c.Id).ToListAsync();
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (id, _) => await world.ReconcileAsync(id));
    }

    /// <summary>Everything that is wrong with the world.</summary>
    public static async Task<List<string>> WrongAsync(QuotaWorld world)
    {
        await using var db = await world.Database.ContextAsync();
        var wrong = new List<string>();
        var projects = await db.Set<Project>().Select(p => p.Id).ToHashSetAsync();
        var containers = await db.Set<Container>().ToDictionaryAsync(c => c.Id);
        var volumes = await db.Set<Volume>().ToDictionaryAsync(v => v.Id);
        foreach (var container in containers.Values.Where(c => !projects.Contains(c.ProjectId))) wrong.Add($"container {container.Name} without its project");
        foreach (var volume in volumes.Values)
        {
            if (!projects.Contains(volume.ProjectId)) wrong.Add($"volume {volume.Name} without its project");
            if (volume.ContainerId is { } user && !containers.ContainsKey(user)) wrong.Add($"volume {volume.Name} of a container that is gone");
            if (volume is { Deleting: true, ContainerId: not null }) wrong.Add($"volume {volume.Name} is deleted and used");
        }

        foreach (var deployment in await db.Set<Deployment>().ToListAsync())
        {
            if (!containers.TryGetValue(deployment.ContainerId, out var container)) wrong.Add($"deployment {deployment.Number} of a container that is gone");
            else if (container.DeploymentId == deployment.Id)
                foreach (var mount in deployment.Spec.Mounts.Where(m => volumes.GetValueOrDefault(m.VolumeId)?.ContainerId != container.Id)) wrong.Add($"{container.Name} mounts a volume at {mount.Target} that is not its own");
        }

        wrong.AddRange((await db.Set<Domain>().ToListAsync()).Where(d => !containers.ContainsKey(d.ContainerId)).Select(d => $"domain {d.Host} of a container that is gone"));
        wrong.AddRange((await db.Set<PublishedPort>().ToListAsync()).Where(p => !containers.ContainsKey(p.ContainerId)).Select(p => $"port {p.Port} of a container that is gone"));
        wrong.AddRange((await db.Set<BackupPolicy>().ToListAsync()).Where(p => !containers.ContainsKey(p.ContainerId)).Select(_ => "a schedule of a container that is gone"));
        foreach (var quota in await db.Set<Quota>().ToListAsync())
        {
            var own = containers.Values.Where(c => c.OrganizationId == quota.OrganizationId).ToList();
            if (quota.ContainersUsed != own.Count) wrong.Add($"{quota.ContainersUsed} containers are counted, {own.Count} are there");
            var memory = own.Sum(c => QuotaAmounts.Of(c).MemoryBytes);
            if (quota.MemoryUsed != memory) wrong.Add($"{quota.MemoryUsed} bytes are counted, {memory} are taken");
        }

        wrong.AddRange((await db.Set<MetricsToken>().GroupBy(t => t.OrganizationId).Select(g => g.Count()).ToListAsync()).Where(count => count > 20).Select(count => $"{count} tokens"));
        wrong.AddRange((await db.Set<Domain>().GroupBy(d => d.ContainerId).Select(g => g.Count()).ToListAsync()).Where(count => count > DomainService.MaxPerContainer).Select(count => $"{count} domains"));
        wrong.AddRange((await db.Set<Volume>().Where(v => v.Named).GroupBy(v => v.ProjectId).Select(g => g.Count()).ToListAsync()).Where(count => count > 100).Select(count => $"{count} volumes"));
        wrong.AddRange((await db.Set<Volume>().Where(v => v.Named).GroupBy(v => new { v.ProjectId, v.Name }).Where(g => g.Count() > 1).Select(g => g.Key.Name).ToListAsync()).Select(name => $"two volumes {name}"));
        return wrong;
    }
}
