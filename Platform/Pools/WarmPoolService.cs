using System.Runtime.CompilerServices;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Pools;

/// <summary>A pool as it is now.</summary>
/// <param name="Id">Which.</param>
/// <param name="Pool">Null when it is gone.</param>
public sealed record WarmPoolUpdate(string Id, WarmPool? Pool);

/// <summary>How many are in a pool.</summary>
/// <param name="Ready">That wait, frozen.</param>
/// <param name="Preparing">That are being made.</param>
public sealed record WarmPoolSize(int Ready, int Preparing);

/// <summary>What administrators do with warm pools. What a start takes from them is decided elsewhere.</summary>
public sealed class WarmPoolService(StateDatabase database, AuditTrail audit, EventBus events, IOptions<PoolOptions> options, IOptions<ContainerOptions> defaults, TimeProvider clock)
{
    /// <summary>A page of the pools, the oldest first.</summary>
    public async Task<Page<WarmPool>> ListAsync(Caller caller, PageRequest page, CancellationToken ct)
    {
        caller.DemandAdministrator();
        await using var db = await database.ReadAsync(ct);
        return await Page.OfAsync(db.As(caller).WarmPools.Where(p => !p.Deleting), p => p.Id, page, ct);
    }

    /// <summary>Pools by id; none for who is no administrator.</summary>
    public async Task<IReadOnlyDictionary<string, WarmPool>> ByIdAsync(Caller caller, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).WarmPools.Where(p => ids.Contains(p.Id) && !p.Deleting).ToDictionaryAsync(p => p.Id, ct);
    }

    /// <summary>How many are in each pool.</summary>
    public async Task<IReadOnlyDictionary<string, WarmPoolSize>> SizesAsync(Caller caller, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var counts = await db.As(caller).PooledInstances.Where(i => ids.Contains(i.PoolId)).GroupBy(i => new { i.PoolId, i.Status })
            .Select(g => new { g.Key.PoolId, g.Key.Status, Count = g.Count() }).ToListAsync(ct);
        int Of(string id, PooledStatus status) => counts.Find(c => c.PoolId == id && c.Status == status)?.Count ?? 0;
        return ids.Distinct().ToDictionary(id => id, id => new WarmPoolSize(Of(id, PooledStatus.Ready), Of(id, PooledStatus.Preparing)));
    }

    /// <summary>Makes a pool, which is filled at once.</summary>
    /// <exception cref="PlatformException">VALIDATION. NOT_FOUND: no such security profile. CONFLICT: there is one for this image and profile.</exception>
    public async Task<WarmPool> CreateAsync(Caller caller, string image, string? securityProfileId, int minimum, int maximum, CancellationToken ct)
    {
        caller.DemandAdministrator();
        Bounds(minimum, maximum).Require(ImageReference.IsValid(image), ImageReference.Rule, "image").ThrowIfAny();
        await using var work = await database.BeginAsync(ct);
        var security = await SecurityAsync(work, caller, securityProfileId, ct);
        if (security.Runtime is { } runtime)
            throw new PlatformException(ErrorCode.Validation, $"Instances of a pool run in the engine's own runtime, not in {runtime}. Choose another profile.", "securityProfileId");
        var resources = new Resources(defaults.Value.CpuMillis, defaults.Value.MemoryBytes, defaults.Value.PidsLimit);
        var pool = work.Add(new WarmPool(Ids.New("wpl"), image, securityProfileId, security, resources, minimum, maximum, clock.GetUtcNow()));
        Tell(work, caller, "createWarmPool", pool, $"{image}, {minimum} to {maximum}");
        await work.CommitAsync(ct, () => new(ErrorCode.Conflict, $"There is a pool for {image} with this profile already. Change that, or wait until it is gone.", "image"));
        return pool;
    }

    /// <summary>Sets how many wait at least and at most; what is null stays.</summary>
    /// <exception cref="PlatformException">VALIDATION. NOT_FOUND.</exception>
    public Task<WarmPool> UpdateAsync(Caller caller, string id, int? minimum, int? maximum, CancellationToken ct) => ChangeAsync(caller, id, (work, pool) =>
    {
        var (least, most) = (minimum ?? pool.Minimum, maximum ?? pool.Maximum);
        Bounds(least, most).ThrowIfAny();
        pool.Resize(least, most);
        Tell(work, caller, "updateWarmPool", pool, $"{pool.Image}, {least} to {most}");
    }, ct);

    /// <summary>Removes a pool with all that waits in it. What was taken from it goes on.</summary>
    /// <exception cref="PlatformException">NOT_FOUND.</exception>
    public Task<WarmPool> DeleteAsync(Caller caller, string id, CancellationToken ct) => ChangeAsync(caller, id, (work, pool) =>
    {
        pool.Delete();
        Tell(work, caller, "deleteWarmPool", pool, pool.Image);
    }, ct);

    /// <summary>The pools as they are, and each again whenever it has changed.</summary>
    public IAsyncEnumerable<WarmPoolUpdate> Follow(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        return UpdatesAsync(caller, ct);
    }

    /// <summary>Makes pools smaller that nobody asked for long, and has all of them looked at.</summary>
    /// <returns>What was done, in a sentence.</returns>
    public async Task<string> SweepAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        return await Work.RetryAsync(async () =>
        {
            var shrunk = 0;
            await using var work = await database.BeginAsync(ct);
            var pools = await work.As(caller).WarmPools.ToListAsync(ct);
            foreach (var pool in pools)
            {
                work.Publish(new PoolHint(pool.Id));
                if (!pool.Shrink(options.Value.QuietAfter, clock.GetUtcNow())) continue;
                shrunk++;
                work.Publish(new PoolChanged(pool.Id));
            }

            await work.CommitAsync(ct);
            return $"{pools.Count} pools looked at, {shrunk} made smaller";
        });
    }

    private static Problems Bounds(int minimum, int maximum) => new Problems()
        .Require(minimum is >= 0 and <= WarmPool.MaxSize, $"0 to {WarmPool.MaxSize} wait at least.", "minimum")
        .Require(maximum >= Math.Max(1, minimum) && maximum <= WarmPool.MaxSize, $"1 to {WarmPool.MaxSize} wait at most, and not fewer than at least.", "maximum");

    private static async Task<SecuritySpec> SecurityAsync(Work work, Caller caller, string? profileId, CancellationToken ct)
    {
        if (profileId is null) return SecuritySpec.Default;
        var profile = await work.As(caller).SecurityProfiles.SingleOrDefaultAsync(p => p.Id == profileId, ct);
        return profile?.Spec ?? throw PlatformException.NotFound("security profile", profileId);
    }

    private void Tell(Work work, Caller caller, string action, WarmPool pool, string detail)
    {
        audit.Record(work, caller, action, AuditEntry.PlatformItself, pool.Id, detail);
        work.Publish(new PoolHint(pool.Id));
        work.Publish(new PoolChanged(pool.Id));
    }

    private async Task<WarmPool> ChangeAsync(Caller caller, string id, Action<Work, WarmPool> change, CancellationToken ct)
    {
        caller.DemandAdministrator();
        return await Work.RetryAsync(async () =>
        {
            await using var work = await database.BeginAsync(ct);
            var pool = await work.As(caller).WarmPools.SingleOrDefaultAsync(p => p.Id == id && !p.Deleting, ct) ?? throw PlatformException.NotFound("warm pool", id);
            change(work, pool);
            await work.CommitAsync(ct);
            return pool;
        });
    }

    private async IAsyncEnumerable<WarmPoolUpdate> UpdatesAsync(Caller caller, [EnumeratorCancellation] CancellationToken ct)
    {
        using var changes = events.Subscribe<PoolChanged>();
        var known = new HashSet<string>();
        for (var all = true; ;)
        {
            var changed = new HashSet<string>();
            while (changed.Count < 100 && changes.TryRead(out var change)) changed.Add(change.PoolId);
            if (all) changed.UnionWith(known.Union(await IdsAsync(caller, ct)));
            var found = await ByIdAsync(caller, [.. changed], ct);
            foreach (var id in changed.Order(StringComparer.Ordinal))
            {
                if (found.GetValueOrDefault(id) is { } pool)
                {
                    known.Add(id);
                    yield return new(id, pool);
                }
                else if (known.Remove(id))
                {
                    yield return new(id, null);
                }
            }

            if (!await changes.WaitAsync(ct)) yield break;
            all = changes.TakeMissed() > 0;
        }
    }

    private async Task<List<string>> IdsAsync(Caller caller, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).WarmPools.Where(p => !p.Deleting).Select(p => p.Id).ToListAsync(ct);
    }
}
