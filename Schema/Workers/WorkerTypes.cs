using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Schema.Workers;

/// <summary>A machine that runs containers.</summary>
[ObjectType<Worker>, Implements<INode>]
public static class WorkerType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] Worker worker) => worker.Id;

    /// <summary>Unique; <c>local</c> is the one that the server runs on.</summary>
    public static string Name([Parent] Worker worker) => worker.Name;

    /// <summary>Why its containers are not kept from the machine itself, from what listens there and from a cloud's metadata address; null when they are.</summary>
    public static string? HostUnprotectedBecause([Parent] Worker worker, Caller caller, WorkerService workers) => workers.ProtectionOf(caller, worker.Id).MissingBecause;

    /// <summary>What its container engine is and has.</summary>
    public static async Task<WorkerEngine> EngineAsync([Parent] Worker worker, Caller caller, WorkerService workers, CancellationToken ct)
    {
        try
        {
            var info = await workers.DescribeAsync(caller, worker.Id, ct);
            return new(true, null, info.EngineVersion, info.ApiVersion, info.Cpus, info.MemoryBytes, info.Runtimes);
        }
        catch (PlatformException error) when (error.Code == ErrorCode.Engine)
        {
            return new(false, error.Message, null, null, null, null, []);
        }
    }
}

/// <summary>A worker's container engine.</summary>
/// <param name="Reachable">Whether it answers.</param>
/// <param name="UnreachableBecause">Why it does not, and what helps.</param>
/// <param name="Version">Of the engine.</param>
/// <param name="ApiVersion">That we speak with it.</param>
/// <param name="Cpus">Cores.</param>
/// <param name="MemoryBytes">Memory.</param>
/// <param name="Runtimes">The OCI runtimes that security profiles can name.</param>
[ObjectType]
public sealed record WorkerEngine(bool Reachable, string? UnreachableBecause, string? Version, string? ApiVersion, int? Cpus, long? MemoryBytes, IReadOnlyList<string> Runtimes);
