using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Volumes;

/// <summary>Volumes. Nothing but a user's explicit word deletes one.</summary>
public sealed class VolumeService(StateDatabase database, WorkerRegistry workers, AuditTrail audit, DoneOutside outside, TimeProvider clock)
{
    private const int MaxNamed = 100;

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

    /// <summary>Makes an empty volume that waits for its container.</summary>
    /// <exception cref="PlatformException">VALIDATION: the name. NOT_FOUND. FORBIDDEN. CONFLICT: the name is taken, or the project has as many as it may.</exception>
    public Task<Volume> CreateAsync(Caller caller, string projectId, string name, CancellationToken ct)
    {
        new Problems().Require(Names.IsLabel(name), "Use 1 to 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit.", "name").ThrowIfAny();
        return audit.WatchAsync(caller, "createVolume", projectId, async () =>
        {
            await using var work = await database.BeginAsync(ct);
            await work.LockAsync(projectId, ct);
            var project = await work.As(caller).Projects.SingleOrDefaultAsync(p => p.Id == projectId, ct);
            caller.Demand(Right.Deploy, project, "project", projectId);
            var there = work.As(caller).Volumes.Where(v => v.ProjectId == projectId);
            if (await there.AnyAsync(v => v.Name == name, ct)) throw new PlatformException(ErrorCode.Conflict, $"There is a volume '{name}' in this project already. Choose another name.", "name");
            if (await there.CountAsync(v => v.Named, ct) >= MaxNamed) throw new PlatformException(ErrorCode.Conflict, $"A project has at most {MaxNamed} volumes that were made by name. Delete one first.");
            var volume = work.Add(new Volume(Ids.New("vol"), project.OrganizationId, project.Id, null, name, named: true, clock.GetUtcNow()));
            audit.Record(work, caller, "createVolume", project.OrganizationId, volume.Id, name);
            await work.CommitAsync(ct);
            return volume;
        }, ct);
    }

    /// <summary>Deletes a volume that no container uses, with all that is in it.</summary>
    public Task<string> DeleteAsync(Caller caller, string id, CancellationToken ct) =>
        audit.WatchAsync(caller, "deleteVolume", id, () => DeleteOnceAsync(caller, id, ct), ct);

    private async Task<string> DeleteOnceAsync(Caller caller, string id, CancellationToken ct)
    {
        // Marked first, so that no container gets it while the engine removes it.
        await using (var work = await database.BeginAsync(ct))
        {
            var volume = await work.As(caller).Volumes.AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, ct);
            caller.Demand(Right.Deploy, volume, "volume", id);
            if (!await MarkAsync(work, id, deleting: true, ct))
                throw new PlatformException(ErrorCode.Conflict, $"A container uses the volume '{volume.Name}'. Delete that first, or take the volume out of its configuration.");
            await work.CommitAsync(ct);
        }

        try
        {
            foreach (var worker in workers.Connected) await workers.Get(worker).RemoveVolumeAsync(id, ct);
        }
        catch (PlatformException)
        {
            // The engine keeps it, and so it can be used again.
            await using var work = await database.BeginAsync(CancellationToken.None);
            await MarkAsync(work, id, deleting: false, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
            throw;
        }

        await outside.RecordAsync("The files of the volume were deleted (delete it once more)", async token =>
        {
            await using var work = await database.BeginAsync(token);
            if (await work.As(caller).Volumes.SingleOrDefaultAsync(v => v.Id == id, token) is { } gone)
            {
                work.Remove(gone);
                audit.Record(work, caller, "deleteVolume", gone.OrganizationId, gone.Id, gone.Name);
            }

            await work.CommitAsync(token);
        });
        return id;
    }

    /// <summary>In one conditional UPDATE: of this and a container that wants the volume, one is told that the other was faster.</summary>
    private static async Task<bool> MarkAsync(Work work, string id, bool deleting, CancellationToken ct) =>
        await work.As(Caller.System("volumes")).Volumes.Where(v => v.Id == id && v.ContainerId == null).ExecuteUpdateAsync(set => set.SetProperty(v => v.Deleting, deleting), ct) == 1;
}
