using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Quotas;

/// <summary>Computes what quotas use from the truth, for all organizations in a few statements, and corrects those that differ.</summary>
public sealed class QuotaRecalculation(StateDatabase database, WorkerRegistry workers, QuotaService quotas, IOptions<QuotaOptions> options, TimeProvider clock)
{
    /// <summary>Measures storage if it is time to, compares, and corrects.</summary>
    /// <returns>What was done, in a sentence.</returns>
    public async Task<string> RunAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        var (measured, stuck) = await MeasureAsync(caller, ct);
        var corrected = await CorrectAsync(caller, ct);
        return $"{corrected} quotas differed and were corrected{(measured > 0 ? $", {measured} volumes and instances measured" : "")}{(stuck is null ? "" : ", storage could not be measured: " + stuck)}";
    }

    private async Task<(int Measured, string? Stuck)> MeasureAsync(Caller caller, CancellationToken ct)
    {
        var (measured, stuck) = (0, (string?)null);
        foreach (var id in workers.Connected)
        {
            if (!await IsDueAsync(caller, id, ct)) continue;
            try
            {
                measured += await RecordAsync(caller, id, await workers.Get(id).MeasureStorageAsync(ct), ct);
            }
            catch (PlatformException error) when (error.Code is ErrorCode.Engine or ErrorCode.Conflict)
            {
                stuck = error.Message;
            }
        }

        return (measured, stuck);
    }

    /// <summary>An installation without volumes has nothing to measure; one whose last measurement is young is not bothered again.</summary>
    private async Task<bool> IsDueAsync(Caller caller, string workerId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var last = await db.As(caller).StorageUses.Where(s => s.WorkerId == workerId).MaxAsync(s => (DateTimeOffset?)s.MeasuredAt, ct);
        if (last is null) return await db.As(caller).Volumes.AnyAsync(ct);
        return last + options.Value.MeasureInterval <= clock.GetUtcNow();
    }

    private async Task<int> RecordAsync(Caller caller, string workerId, IReadOnlyDictionary<string, long> bytes, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var work = await database.BeginAsync(ct);
        var all = work.As(caller);
        var owners = await all.Volumes.Select(v => new { v.Id, v.OrganizationId })
            .Concat(all.Instances.Where(i => i.WorkerId == workerId).Select(i => new { i.Id, i.OrganizationId })).ToDictionaryAsync(o => o.Id, o => o.OrganizationId, ct);
        var known = await all.StorageUses.Where(s => s.WorkerId == workerId).ToDictionaryAsync(s => s.SubjectId, ct);
        var measured = 0;
        foreach (var (id, size) in bytes)
        {
            if (!owners.TryGetValue(id, out var owner)) continue;       // it goes away at this moment
            if (known.Remove(id, out var use)) use.Measure(size, now);
            else work.Add(new StorageUse(workerId, id, owner, size, now));
            measured++;
        }

        foreach (var gone in known.Values) work.Remove(gone);
        await all.Quotas.ExecuteUpdateAsync(set => set.SetProperty(q => q.StorageMeasuredAt, now), ct);
        await work.CommitAsync(ct);
        return measured;
    }

    private async Task<int> CorrectAsync(Caller caller, CancellationToken ct)
    {
        List<string> differing;
        await using (var db = await database.ReadAsync(ct)) differing = await Truth(db.As(caller)).Where(t => t.Differs).Select(t => t.OrganizationId).ToListAsync(ct);
        var corrected = 0;
        foreach (var chunk in differing.Chunk(500)) corrected += await CorrectAsync(caller, chunk, ct);
        return corrected;
    }

    /// <summary>Locks the rows first: whoever charges them has committed by then, or waits; so the truth is whole when it is read.</summary>
    private async Task<int> CorrectAsync(Caller caller, string[] organizations, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        var all = work.As(caller);
        var chosen = all.Quotas.Where(q => organizations.Contains(q.OrganizationId));
        await chosen.ExecuteUpdateAsync(set => set.SetProperty(q => q.Revision, q => q.Revision), ct);
        var truths = await Truth(all).Where(t => organizations.Contains(t.OrganizationId) && t.Differs).ToListAsync(ct);
        foreach (var truth in truths)
        {
            await all.Quotas.Where(q => q.OrganizationId == truth.OrganizationId).ExecuteUpdateAsync(
                set => set.SetProperty(q => q.ContainersUsed, truth.Containers).SetProperty(q => q.MemoryUsed, truth.Memory)
                    .SetProperty(q => q.CpuUsed, truth.Cpu).SetProperty(q => q.StorageUsed, truth.Storage).SetProperty(q => q.Revision, q => q.Revision + 1),
                ct);
            var quota = await all.Quotas.AsNoTracking().SingleAsync(q => q.OrganizationId == truth.OrganizationId, ct);
            if (quota.HasCrossed) await quotas.NoteLevelsAsync(work, quota, ct);
            work.Publish(new QuotaChanged(quota.OrganizationId));
        }

        await work.CommitAsync(ct);
        return truths.Count;
    }

    /// <summary>What each organization really uses, and whether its quota says otherwise. A container counts as <see cref="QuotaAmounts.Of"/> says, a backup while something of it is in the store.</summary>
    private static IQueryable<QuotaTruth> Truth(VisibleSets all)
    {
        var containers = all.Containers.GroupBy(c => c.OrganizationId).Select(g => new { g.Key, Count = g.LongCount() });
        var running = all.Containers
            .Where(c => c.Desired == DesiredState.Run && c.Power != PowerState.Asleep && (c.Holds == Holds.None || c.Holds == Holds.Restore) && !c.Deleting)
            .GroupBy(c => c.OrganizationId)
            .Select(g => new { g.Key, Memory = g.Sum(c => c.Replicas * (c.MemoryBytes + c.BoostBytes)), Cpu = g.Sum(c => c.Replicas * (long)c.CpuMillis) });
        var storage = all.StorageUses
            .Where(s => all.Volumes.Any(v => v.Id == s.SubjectId) || all.Instances.Any(i => i.Id == s.SubjectId))
            .GroupBy(s => s.OrganizationId).Select(g => new { g.Key, Bytes = g.Sum(s => s.Bytes) });
        var backups = all.Backups.Where(b => b.HasObjects).GroupBy(b => b.OrganizationId).Select(g => new { g.Key, Bytes = g.Sum(b => b.SizeBytes) });
        return
            from quota in all.Quotas
            join c in containers on quota.OrganizationId equals c.Key into counted
            from count in counted.DefaultIfEmpty()
            join r in running on quota.OrganizationId equals r.Key into ran
            from run in ran.DefaultIfEmpty()
            join s in storage on quota.OrganizationId equals s.Key into stored
            from store in stored.DefaultIfEmpty()
            join b in backups on quota.OrganizationId equals b.Key into kept
            from backup in kept.DefaultIfEmpty()
            let existing = (long?)count.Count ?? 0
            let memory = (long?)run.Memory ?? 0
            let cpu = (long?)run.Cpu ?? 0
            let bytes = ((long?)store.Bytes ?? 0) + ((long?)backup.Bytes ?? 0)
            select new QuotaTruth
            {
                OrganizationId = quota.OrganizationId,
                Containers = existing,
                Memory = memory,
                Cpu = cpu,
                Storage = bytes,
                Differs = quota.ContainersUsed != existing || quota.MemoryUsed != memory || quota.CpuUsed != cpu || quota.StorageUsed != bytes,
            };
    }

    private sealed class QuotaTruth
    {
        public required string OrganizationId { get; init; }

        public long Containers { get; init; }

        public long Memory { get; init; }

        public long Cpu { get; init; }

        public long Storage { get; init; }

        public bool Differs { get; init; }
    }
}
