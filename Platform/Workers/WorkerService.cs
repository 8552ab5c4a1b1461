using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Networks;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Workers;

/// <summary>What administrators see of the machines.</summary>
public sealed class WorkerService(StateDatabase database, WorkerRegistry registry, HostGuard guard)
{
    /// <summary>All machines, the oldest first. There are few.</summary>
    public async Task<IReadOnlyList<Worker>> ListAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Workers.OrderBy(w => w.Id).Take(1000).ToListAsync(ct);
    }

    /// <summary>Machines by id; none for who is no administrator.</summary>
    public async Task<IReadOnlyDictionary<string, Worker>> ByIdAsync(Caller caller, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Workers.Where(w => ids.Contains(w.Id)).ToDictionaryAsync(w => w.Id, ct);
    }

    /// <summary>What a machine's engine is and has now.</summary>
    /// <exception cref="PlatformException">ENGINE: it cannot be reached.</exception>
    public Task<WorkerInfo> DescribeAsync(Caller caller, string workerId, CancellationToken ct)
    {
        caller.DemandAdministrator();
        return registry.Get(workerId).DescribeAsync(ct);
    }

    /// <summary>Whether containers are kept from a machine itself, as of the last time that it was seen to.</summary>
    public HostProtection ProtectionOf(Caller caller, string workerId)
    {
        caller.DemandAdministrator();
        return guard.Of(workerId);
    }
}
