using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Volumes;

/// <summary>Volumes. Nothing but a user's explicit word deletes one.</summary>
public sealed class VolumeService(StateDatabase database, WorkerRegistry workers, AuditTrail audit)
{
    /// <summary>Volumes of projects, the oldest first.</summary>
    public async Task<ILookup<string, Volume>> ByProjectAsync(Caller caller, IReadOnlyList<string> projectIds, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var volumes = await db.As(caller).Volumes.Where(v => projectIds.Contains(v.ProjectId)).OrderBy(v => v.Id).ToListAsync(ct);
        return volumes.ToLookup(v => v.ProjectId);
    }

    /// <summary>Volumes by id, as far as the caller may see them.</summary>
    public async Task<IReadOnlyDictionary<string, Volume>> ByIdAsync(Caller caller, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Volumes.Where(v => ids.Contains(v.Id)).ToDictionaryAsync(v => v.Id, ct);
    }

    /// <summary>Deletes a volume that no container uses, with all that is in it.</summary>
    public Task<string> DeleteAsync(Caller caller, string id, CancellationToken ct) =>
        audit.WatchAsync(caller, "deleteVolume", id, () => DeleteOnceAsync(caller, id, ct), ct);

    private async Task<string> DeleteOnceAsync(Caller caller, string id, CancellationToken ct)
    {
        await using (var db = await database.ReadAsync(ct))
        {
            var volume = await db.As(caller).Volumes.SingleOrDefaultAsync(v => v.Id == id, ct);
            caller.Demand(Right.Deploy, volume, "volume", id);
            if (volume.ContainerId is not null)
                throw new PlatformException(ErrorCode.Conflict, $"A container uses the volume '{volume.Name}'. Delete the container first.");
        }

        foreach (var worker in workers.Connected) await workers.Get(worker).RemoveVolumeAsync(id, ct);
        await using var work = await database.BeginAsync(ct);
        if (await work.As(caller).Volumes.SingleOrDefaultAsync(v => v.Id == id, ct) is { } gone)
        {
            work.Remove(gone);
            audit.Record(work, caller, "deleteVolume", gone.OrganizationId, gone.Id, gone.Name);
        }

        await work.CommitAsync(ct);
        return id;
    }
}
