using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Cleanup;

/// <summary>Frees the machines' disks of what we brought there and nobody needs any more.</summary>
public sealed class CleanupService : IDisposable
{
    private const int ListLimit = 50;
    private static readonly Caller Self = Caller.System("disk-cleanup");

    private readonly StateDatabase database;
    private readonly WorkerRegistry workers;
    private readonly DiskSurvey survey;
    private readonly IOptions<CleanupOptions> options;
    private readonly AuditTrail audit;
    private readonly DoneOutside outside;
    private readonly TimeProvider clock;

    // One after the other: the second sees what the first has left.
    private readonly SemaphoreSlim turn = new(1, 1);

    internal CleanupService(StateDatabase database, WorkerRegistry workers, DiskSurvey survey, IOptions<CleanupOptions> options, AuditTrail audit, DoneOutside outside, TimeProvider clock)
    {
        this.database = database;
        this.workers = workers;
        this.survey = survey;
        this.options = options;
        this.audit = audit;
        this.outside = outside;
        this.clock = clock;
    }

    /// <summary>What may go from the disks now, and why the rest stays.</summary>
    public async Task<DiskPlan> PlanAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        return await survey.PlanAsync(Self, ct);
    }

    /// <summary>What was cleaned up, the latest first.</summary>
    public async Task<IReadOnlyList<DiskCleanup>> ListAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).DiskCleanups.OrderByDescending(c => c.Id).Take(ListLimit).ToListAsync(ct);
    }

    /// <summary>Removes what a plan says, one after the other. A plan that was applied already is not applied again: what came of it then is told.</summary>
    /// <exception cref="PlatformException">CONFLICT: what may go is not what it was when the plan was made. Nothing was removed.</exception>
    public async Task<DiskCleanup> ApplyAsync(Caller caller, string planId, CancellationToken ct)
    {
        caller.DemandAdministrator();
        await turn.WaitAsync(ct);
        try
        {
            var plan = await survey.PlanAsync(Self, ct);
            if (plan.Id == planId) return await ApplyAsync(caller, plan, ct);
            await using var db = await database.ReadAsync(ct);
            return await db.As(caller).DiskCleanups.Where(c => c.PlanId == planId).OrderByDescending(c => c.Id).FirstOrDefaultAsync(ct)
                ?? throw new PlatformException(ErrorCode.Conflict, "What may go has changed since the plan was made; nothing was removed. Look at the new plan, and apply that.", "planId");
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Frees disks that are fuller than the option allows.</summary>
    /// <returns>What was done, in a sentence.</returns>
    public async Task<string> SweepAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        var limit = options.Value.DiskPercent;
        if (limit == 0) return "Off: Cleanup:DiskPercent is 0";
        var disks = new List<WorkerDisk?>();
        foreach (var id in workers.Connected) disks.Add((await workers.Get(id).DescribeAsync(ct)).Disk);
        if (disks.Max(d => d?.UsedPercent) is not { } used) return "The engine's disk cannot be seen from here";
        if (used < limit) return $"The disk is {used} % full; nothing is removed under {limit} %";
        var plan = await survey.PlanAsync(Self, ct);
        if (plan.Removable.Count == 0) return $"The disk is {used} % full, and there is nothing on it that may go";
        var done = await ApplyAsync(caller, plan.Id, ct);
        var stuck = done.Outcomes.Count(o => o.Problem is not null);
        return $"The disk was {used} % full: removed {done.Outcomes.Count - stuck}, freed {done.FreedBytes / 1_000_000} MB{(stuck == 0 ? "" : $", {stuck} could not be removed")}";
    }

    /// <inheritdoc />
    void IDisposable.Dispose() => turn.Dispose();

    private async Task<DiskCleanup> ApplyAsync(Caller caller, DiskPlan plan, CancellationToken ct)
    {
        var (before, _) = await ImagesAsync(ct);
        var outcomes = new List<DiskOutcome>();
        var written = 0L;
        foreach (var item in plan.Removable)
        {
            var problem = await RemoveAsync(item, ct);
            outcomes.Add(new DiskOutcome(item.Kind, item.Id, item.Names.Count > 0 ? item.Names[0] : item.Id, problem));
            if (problem is null && item.Kind == DiskItemKind.StoppedContainer) written += item.Bytes;
        }

        var looked = clock.GetUtcNow();
        var (after, there) = await ImagesAsync(ct);
        var freed = Math.Max(0, before - after) + written;
        var cleanup = new DiskCleanup(Ids.New("cln"), plan.Id, caller.Actor, clock.GetUtcNow(), freed, outcomes);
        await outside.RecordAsync($"{outcomes.Count(o => o.Problem is null)} were removed and {freed} bytes freed", async token =>
        {
            await using var work = await database.BeginAsync(token);

            // What is gone is ours no more, whoever removed it: should it come back by somebody else's hand, it is theirs.
            foreach (var image in await work.As(Self).WorkerImages.Where(i => i.PulledAt < looked).ToListAsync(token))
                if (workers.Connected.Contains(image.WorkerId) && !there.Contains((image.WorkerId, image.Digest))) work.Remove(image);
            work.Add(cleanup);
            audit.Record(work, caller, "applyDiskPlan", AuditEntry.PlatformItself, cleanup.Id, $"{outcomes.Count(o => o.Problem is null)} removed, {freed} bytes freed");
            await work.CommitAsync(token);
        }, freesSpace: true);
        return cleanup;
    }

    private async Task<string?> RemoveAsync(DiskItem item, CancellationToken ct)
    {
        try
        {
            var worker = workers.Get(item.WorkerId);
            if (item.Kind == DiskItemKind.StoppedContainer) await worker.RemoveAsync(item.Id, anonymousVolumes: false, ct);
            else foreach (var name in item.Names.DefaultIfEmpty(item.Id)) await worker.RemoveImageAsync(name, ct);
            return null;
        }
        catch (PlatformException error)
        {
            return error.Message;
        }
    }

    private async Task<(long Bytes, HashSet<(string WorkerId, string Digest)> There)> ImagesAsync(CancellationToken ct)
    {
        var (bytes, there) = (0L, new HashSet<(string, string)>());
        foreach (var id in workers.Connected)
        {
            var disk = await workers.Get(id).MeasureDiskAsync(ct);
            bytes += disk.ImageBytes;
            foreach (var image in disk.Images) there.Add((id, image.Digest));
        }

        return (bytes, there);
    }
}
