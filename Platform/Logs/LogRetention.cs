using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Logs;

/// <summary>Removes log lines that are too old or too many, and the logs of containers that no longer exist.</summary>
public sealed class LogRetention
{
    private readonly StateDatabase database;
    private readonly LogStore store;

    internal LogRetention(StateDatabase database, LogStore store)
    {
        this.database = database;
        this.store = store;
    }

    /// <summary>Does it; a second time changes nothing.</summary>
    /// <returns>What was done, in a sentence.</returns>
    public async Task<string> SweepAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        await using var db = await database.ReadAsync(ct);
        var (freed, removed) = (0L, 0);
        foreach (var chunk in store.ContainerIds.Chunk(500))
        {
            var known = await db.As(caller).Containers.Where(c => chunk.Contains(c.Id)).Select(c => c.Id).ToHashSetAsync(ct);
            foreach (var id in chunk)
            {
                if (known.Contains(id))
                {
                    freed += store.Get(id).Trim();
                }
                else
                {
                    store.Delete(id);
                    removed++;
                }
            }
        }

        return $"{freed} bytes of old lines and {removed} logs of deleted containers removed";
    }
}
