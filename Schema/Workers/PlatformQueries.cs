using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Jobs;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Schema.Workers;

/// <summary>What administrators see of the platform itself.</summary>
[QueryType]
public static class PlatformQueries
{
    /// <summary>The machines. For administrators.</summary>
    public static Task<IReadOnlyList<Worker>> WorkersAsync(Caller caller, WorkerService workers, CancellationToken ct) => workers.ListAsync(caller, ct);

    /// <summary>What the platform does by itself, and how it went. For administrators.</summary>
    public static Task<IReadOnlyList<ScheduledJob>> JobsAsync(Caller caller, JobService jobs, CancellationToken ct) => jobs.ListAsync(caller, ct);

    /// <summary>Which version of GraphPlatform this is.</summary>
    public static string Version() => typeof(PlatformQueries).Assembly.GetName().Version!.ToString(3);
}
