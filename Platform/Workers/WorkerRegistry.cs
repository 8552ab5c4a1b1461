using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Workers;

/// <summary>The machines, and how to speak to each.</summary>
public sealed class WorkerRegistry(StateDatabase database, IEnumerable<IWorker> workers, TimeProvider clock)
{
    private readonly Dictionary<string, IWorker> byId = [];

    /// <summary>The ids of the machines that can be spoken to.</summary>
    public IReadOnlyCollection<string> Connected => byId.Keys;

    /// <summary>Gives each worker its row. Once, at start.</summary>
    public async Task RegisterAsync(Caller caller, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        foreach (var worker in workers)
        {
            var row = await work.As(caller).Workers.SingleOrDefaultAsync(w => w.Name == worker.Name, ct)
                ?? work.Add(new Worker(Ids.New("wrk"), worker.Name, clock.GetUtcNow()));
            byId[row.Id] = worker;
        }

        await work.CommitAsync(ct);
    }

    /// <summary>How to speak to a machine.</summary>
    /// <exception cref="PlatformException">ENGINE: it cannot be reached.</exception>
    public IWorker Get(string workerId) =>
        byId.TryGetValue(workerId, out var worker)
            ? worker
            : throw new PlatformException(ErrorCode.Engine, $"The worker {workerId} is not connected.") { Transient = true };

    /// <summary>The machine for a new instance.</summary>
    public string Place() => byId.Keys.First();
}
