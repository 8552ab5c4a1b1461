using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Health;

/// <summary>Whether the workers' container engines can be reached. Without them what is kept is still told, and changes wait.</summary>
internal sealed class EngineHealth(WorkerRegistry workers) : IHealthCheck
{
    public string Name => "engine";

    public bool IsVital => false;

    public async Task<(HealthState, string)> LookAsync(CancellationToken ct)
    {
        var found = await Task.WhenAll(workers.Connected.Select(id => LookAsync(workers.Get(id), ct)));
        var away = found.Where(f => f is not null).ToList();
        if (found.Length == 0) return (HealthState.Down, "No worker is connected.");
        if (away.Count == 0) return (HealthState.Ok, found.Length == 1 ? "It answers." : $"All {found.Length} answer.");
        return (away.Count == found.Length ? HealthState.Down : HealthState.Degraded, string.Join(' ', away) + " Changes are done when it is back.");
    }

    private static async Task<string?> LookAsync(IWorker worker, CancellationToken ct)
    {
        try
        {
            await worker.DescribeAsync(ct);
            return null;
        }
        catch (PlatformException error) when (error.Code == ErrorCode.Engine)
        {
            return $"The engine of the worker {worker.Name} cannot be reached.";
        }
    }
}
