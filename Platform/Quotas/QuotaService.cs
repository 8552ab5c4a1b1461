using System.Runtime.CompilerServices;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Quotas;

/// <summary>What organizations may use and use. Administrators of the platform see and set those of all.</summary>
public sealed class QuotaService(StateDatabase database, DiskReserve reserve, EventBus events, IOptions<QuotaOptions> options, AuditTrail audit, TimeProvider clock)
{
    private const int MaxReason = 500;

    private static readonly Caller Self = Caller.System("quotas");

    /// <summary>Quotas by organization, as far as the caller may see them.</summary>
    public async Task<IReadOnlyDictionary<string, Quota>> ByOrganizationAsync(Caller caller, IReadOnlyList<string> organizationIds, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Quotas.Where(q => organizationIds.Contains(q.OrganizationId)).ToDictionaryAsync(q => q.OrganizationId, ct);
    }

    /// <summary>The names of the organizations whose quotas the caller may see: an administrator sees those of others too.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OrganizationNamesAsync(Caller caller, IReadOnlyList<string> organizationIds, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var visible = db.As(caller).Quotas.Where(q => organizationIds.Contains(q.OrganizationId));
        return await db.As(Self).Organizations.Where(o => visible.Any(q => q.OrganizationId == o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
    }

    /// <summary>Quotas of all organizations, the oldest organization first. For administrators.</summary>
    public async Task<Page<Quota>> ListAsync(Caller caller, PageRequest page, CancellationToken ct)
    {
        caller.DemandAdministrator();
        await using var db = await database.ReadAsync(ct);
        return await Page.OfAsync(db.As(caller).Quotas, q => q.OrganizationId, page, ct);
    }

    /// <summary>A page of a quota's history, the oldest first.</summary>
    public async Task<Page<QuotaEvent>> HistoryAsync(Caller caller, string organizationId, PageRequest page, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await Page.OfAsync(db.As(caller).QuotaEvents.Where(e => e.OrganizationId == organizationId), e => e.Id, page, ct);
    }

    /// <summary>The quota as it is, and again whenever it has changed; several changes at once are one.</summary>
    public async Task<IAsyncEnumerable<Quota>> FollowAsync(Caller caller, string organizationId, CancellationToken ct)
    {
        if (!(await ByOrganizationAsync(caller, [organizationId], ct)).ContainsKey(organizationId)) throw PlatformException.NotFound("organization", organizationId);
        return SnapshotsAsync(caller, organizationId, ct);
    }

    /// <summary>Sets limits; those that are null stay. What is used already stays too, and no more is given until it is below the limit.</summary>
    public Task<Quota> SetAsync(Caller caller, QuotaChange change, CancellationToken ct) =>
        audit.WatchAsync(caller, "setQuota", change.OrganizationId, () =>
        {
            caller.DemandAdministrator();
            Demand(change);
            return SetOnceAsync(caller, change, ct);
        }, ct);

    private static void Demand(QuotaChange change) => new Problems()
        .Require(change.Containers is null or (>= 0 and <= 1_000_000), "A limit of containers is 0 to 1,000,000.", "containers")
        .Require(change.MemoryBytes is null or (>= 0 and <= 1L << 50), "A limit of memory is 0 bytes to 1 PiB.", "memoryBytes")
        .Require(change.CpuMillis is null or (>= 0 and <= 1_000_000_000), "A limit of CPU is 0 to 1,000,000 cores.", "cpu")
        .Require(change.StorageBytes is null or (>= 0 and <= 1L << 60), "A limit of storage is 0 bytes to 1 EiB.", "storageBytes")
        .Require(!string.IsNullOrWhiteSpace(change.Reason) && change.Reason.Length <= MaxReason, $"Say why, in at most {MaxReason} characters: history keeps it.", "reason")
        .ThrowIfAny();

    /// <summary>
    /// Takes what is above 0 and gives back what is below, in one conditional UPDATE inside <paramref name="work"/>: of two that together do not fit, one is refused,
    /// and what a rolled back transaction took was never taken. A new container, or one that starts, is refused while storage is exhausted too.
    /// </summary>
    /// <exception cref="PlatformException">QUOTA_EXCEEDED with a <see cref="QuotaRefusal"/>.</exception>
    internal async Task ChargeAsync(Work work, string organizationId, QuotaAmounts delta, CancellationToken ct)
    {
        if (delta == default) return;
        if (delta is { Containers: > 0 } or { MemoryBytes: > 0 } or { CpuMillis: > 0 }) reserve.DemandRoom();
        Quota quota;
        do
        {
            var charged = await TakeAsync(work, organizationId, delta, ct);
            quota = await work.As(Self).Quotas.AsNoTracking().SingleAsync(q => q.OrganizationId == organizationId, ct);
            if (charged) break;
            if (QuotaRefusal.Of(quota, delta) is { } refusal) throw refusal;
        }
        while (true);       // what was full a moment ago has room now: somebody gave something back in between

        if (quota.HasCrossed) await NoteLevelsAsync(work, quota, ct);
        work.Publish(new QuotaChanged(organizationId));
    }

    /// <summary>Refuses what would not fit into an organization's storage, as it was measured last.</summary>
    /// <exception cref="PlatformException">QUOTA_EXCEEDED with a <see cref="QuotaRefusal"/>.</exception>
    internal async Task DemandStorageAsync(string organizationId, long bytes, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var quota = await db.As(Self).Quotas.SingleAsync(q => q.OrganizationId == organizationId, ct);
        if (QuotaRefusal.Of(quota, new(StorageBytes: bytes)) is { } refusal) throw refusal;
    }

    /// <summary>Refuses what takes storage by and by while there is none left: a new backup, as a start.</summary>
    /// <exception cref="PlatformException">QUOTA_EXCEEDED with a <see cref="QuotaRefusal"/>.</exception>
    internal async Task DemandStorageLeftAsync(string organizationId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        if (QuotaRefusal.OfStorage(await db.As(Self).Quotas.SingleAsync(q => q.OrganizationId == organizationId, ct)) is { } refusal) throw refusal;
    }

    /// <summary>The bytes of storage that an organization has left, as it was measured last.</summary>
    internal async Task<long> RoomAsync(string organizationId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var quota = await db.As(Self).Quotas.SingleAsync(q => q.OrganizationId == organizationId, ct);
        return Math.Max(0, quota.Limits.StorageBytes - quota.Used.StorageBytes);
    }

    /// <summary>Gives a new organization its quota.</summary>
    internal void Open(Work work, Organization organization) => work.Add(new Quota(organization.Id, options.Value.Limits));

    /// <summary>Writes the levels that were crossed into history. The quota's row is locked by its change, so that each crossing is told once.</summary>
    internal async Task NoteLevelsAsync(Work work, Quota quota, CancellationToken ct)
    {
        foreach (var (dimension, from) in quota.NoteLevels())
            work.Add(QuotaEvent.LevelCrossed(Ids.New("qev"), quota, dimension, from, clock.GetUtcNow()));
        var (containers, memory, cpu, storage) = (quota.ContainersLevel, quota.MemoryLevel, quota.CpuLevel, quota.StorageLevel);
        await work.As(Self).Quotas.Where(q => q.OrganizationId == quota.OrganizationId).ExecuteUpdateAsync(
            set => set.SetProperty(q => q.ContainersLevel, containers).SetProperty(q => q.MemoryLevel, memory)
                .SetProperty(q => q.CpuLevel, cpu).SetProperty(q => q.StorageLevel, storage),
            ct);
    }

    private static async Task<bool> TakeAsync(Work work, string organizationId, QuotaAmounts delta, CancellationToken ct)
    {
        var (containers, memory, cpu, begins) = (delta.Containers, delta.MemoryBytes, delta.CpuMillis, delta.Begins);
        try
        {
            return await Fitting(work, organizationId, containers, memory, cpu, begins).ExecuteUpdateAsync(
                set => set
                    .SetProperty(q => q.ContainersUsed, q => q.ContainersUsed + containers)
                    .SetProperty(q => q.MemoryUsed, q => q.MemoryUsed + memory)
                    .SetProperty(q => q.CpuUsed, q => q.CpuUsed + cpu)
                    .SetProperty(q => q.Revision, q => q.Revision + 1),
                ct) == 1;
        }
        catch (Exception error) when (DatabaseErrors.Explain(error) is { } explained)
        {
            throw explained;
        }
    }

    private static IQueryable<Quota> Fitting(Work work, string organizationId, long containers, long memory, long cpu, bool begins) =>
        work.As(Self).Quotas
            .Where(q => q.OrganizationId == organizationId
                && (containers <= 0 || q.ContainersUsed + containers <= q.ContainersLimit)
                && (memory <= 0 || q.MemoryUsed + memory <= q.MemoryLimit)
                && (cpu <= 0 || q.CpuUsed + cpu <= q.CpuLimit)
                && (!begins || q.StorageUsed < q.StorageLimit));

    private async Task<Quota> SetOnceAsync(Caller caller, QuotaChange change, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);

        // A change that changes nothing locks the row, so that what is read of it next holds until the commit.
        await work.As(Self).Quotas.Where(q => q.OrganizationId == change.OrganizationId).ExecuteUpdateAsync(set => set.SetProperty(q => q.Revision, q => q.Revision), ct);
        var quota = await work.As(caller).Quotas.SingleOrDefaultAsync(q => q.OrganizationId == change.OrganizationId, ct)
            ?? throw PlatformException.NotFound("organization", change.OrganizationId);
        var before = quota.Limits;
        quota.Limit(new(
            change.Containers ?? before.Containers, change.MemoryBytes ?? before.MemoryBytes, change.CpuMillis ?? before.CpuMillis, change.StorageBytes ?? before.StorageBytes));
        var now = clock.GetUtcNow();
        foreach (var dimension in QuotaAmounts.Dimensions.Where(d => before[d] != quota.Limits[d]))
            work.Add(QuotaEvent.LimitSet(Ids.New("qev"), quota, dimension, before[dimension], caller.Actor, change.Reason.Trim(), now));
        foreach (var (dimension, from) in quota.NoteLevels())
            work.Add(QuotaEvent.LevelCrossed(Ids.New("qev"), quota, dimension, from, now));
        audit.Record(work, caller, "setQuota", quota.OrganizationId, quota.OrganizationId, change.Reason.Trim());
        work.Publish(new QuotaChanged(quota.OrganizationId));
        await work.CommitAsync(ct);
        return quota;
    }

    private async IAsyncEnumerable<Quota> SnapshotsAsync(Caller caller, string organizationId, [EnumeratorCancellation] CancellationToken ct)
    {
        using var changes = events.Subscribe<QuotaChanged>(e => e.OrganizationId == organizationId, capacity: 1);
        do
        {
            while (changes.TryRead(out _))
            {
                // Several changes at once are one snapshot.
            }

            if (!(await ByOrganizationAsync(caller, [organizationId], ct)).TryGetValue(organizationId, out var quota)) yield break;
            yield return quota;
        }
        while (await changes.WaitAsync(ct));
    }
}
