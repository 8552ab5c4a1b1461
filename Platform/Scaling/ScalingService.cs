using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Quotas;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Scaling;

/// <summary>Gives containers more or less as they need it, within their policy and their organization's quota, and writes down why.</summary>
public sealed class ScalingService(StateDatabase database, QuotaService quotas, LoadWindows loads, TimeProvider clock)
{
    private const int ChunkSize = 500;

    /// <summary>Looks at every container that has run for some minutes, and takes back boosts that are over.</summary>
    /// <returns>What was done, in a sentence.</returns>
    public async Task<string> SweepAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        var (changed, refused) = (0, 0);
        foreach (var id in await CandidatesAsync(caller, ct))
        {
            switch (await Work.RetryAsync(() => LookAsync(caller, id, ct)))
            {
                case { RefusedBecause: null }:
                    changed++;
                    break;
                case { RefusedBecause: not null }:
                    refused++;
                    break;
            }
        }

        return $"{changed} changed, {refused} refused by a quota";
    }

    /// <summary>A page of the decisions on a container, the newest first.</summary>
    public async Task<Page<ScalingDecision>> DecisionsAsync(Caller caller, string containerId, PageRequest page, CancellationToken ct)
    {
        caller.DemandUser();
        await using var db = await database.ReadAsync(ct);
        return await Page.OfNewestAsync(db.As(caller).ScalingDecisions.Where(d => d.ContainerId == containerId), d => d.Id, page, ct);
    }

    /// <summary>Gives a container that ran out of memory more for a while, once for what its user wants now, if the quota has it.</summary>
    internal async Task BoostAsync(Work work, Container container, DateTimeOffset now, CancellationToken ct)
    {
        var memory = container.MemoryBytes + ScalingRule.BoostOf(container);
        var wish = new ScalingWish(
            ScalingAction.Boost, container.Runtime.Resources with { MemoryBytes = memory }, $"It ran out of its {container.Allowed.MemoryBytes >> 20} MiB of memory.");
        container.TriedBoost();
        await TryAsync(work, container, wish, now, ct);
    }

    private async Task<IReadOnlyList<string>> CandidatesAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var loaded = loads.Containers.Where(id => loads.Of(id).Count > 0).ToList();
        await using var db = await database.ReadAsync(ct);
        var found = await db.As(caller).Containers.Where(c => c.BoostUntil != null && c.BoostUntil <= now).Select(c => c.Id).ToHashSetAsync(ct);
        foreach (var chunk in loaded.Chunk(ChunkSize))
            found.UnionWith(await db.As(caller).Containers.Where(c => chunk.Contains(c.Id) && c.AutoscaleMax != null).Select(c => c.Id).ToListAsync(ct));
        return [.. found];
    }

    private async Task<ScalingDecision?> LookAsync(Caller caller, string id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var work = await database.BeginAsync(ct);
        if (await work.As(caller).Containers.SingleOrDefaultAsync(c => c.Id == id, ct) is not { } container) return null;
        var minutes = loads.Of(id);
        if (Over(container, minutes, now) is not { } wish)
        {
            if (container is not { ShouldRun: true, Power: PowerState.Active, Failure: null } || container.ObservedGeneration < container.Generation) return null;
            if (ScalingRule.Decide(container, minutes) is not { } decided) return null;
            wish = decided;
        }

        var decision = await TryAsync(work, container, wish, now, ct);
        await work.CommitAsync(ct);
        loads.Forget(id);
        return decision;
    }

    /// <summary>A boost that is over, unless it is still needed: the engine would refuse less than what is used.</summary>
    private static ScalingWish? Over(Container container, IReadOnlyList<LoadMinute> minutes, DateTimeOffset now)
    {
        if (container.BoostUntil is null || container.BoostUntil > now) return null;
        var needed = minutes.Count > 0 && minutes[^1].MemoryBytes > ScalingRule.HighMemory * container.MemoryBytes * container.Replicas;
        return needed
            ? new(ScalingAction.Boost, container.Allowed, "It still uses the memory that it was given for a while.")
            : new(ScalingAction.EndBoost, container.Runtime.Resources, "The time of its memory boost is over.");
    }

    private async Task<ScalingDecision> TryAsync(Work work, Container container, ScalingWish wish, DateTimeOffset now, CancellationToken ct)
    {
        string? refused = null;
        var amounts = QuotaAmounts.Of(container);
        var more = container.Replicas * (wish.To.MemoryBytes - container.Allowed.MemoryBytes);
        var cpu = container.Replicas * (long)(wish.To.CpuMillis - container.CpuMillis);
        try
        {
            if (container.ShouldRun) await quotas.ChargeAsync(work, container.OrganizationId, new QuotaAmounts(MemoryBytes: more, CpuMillis: cpu), ct);
        }
        catch (PlatformException error) when (error.Code == ErrorCode.QuotaExceeded)
        {
            refused = error.Message;
        }

        var decision = work.Add(new ScalingDecision(Ids.New("scl"), container, wish, refused, now));
        if (refused is null) container.Apply(wish, now + ScalingRule.BoostTime, now);
        work.Publish(new ReconcileHint(container.Id));
        work.Publish(new ContainerChanged(container.Id, container.OrganizationId, container.ProjectId));
        return decision;
    }
}
