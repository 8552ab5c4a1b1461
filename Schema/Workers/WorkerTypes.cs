using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Jobs;
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

    /// <summary>What its container engine is and has.</summary>
    public static async Task<WorkerEngine> EngineAsync([Parent] Worker worker, Caller caller, WorkerService workers, CancellationToken ct)
    {
        try
        {
            var info = await workers.DescribeAsync(caller, worker.Id, ct);
            return new(true, null, info.EngineVersion, info.ApiVersion, info.Cpus, info.MemoryBytes);
        }
        catch (PlatformException error) when (error.Code == ErrorCode.Engine)
        {
            return new(false, error.Message, null, null, null, null);
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
[ObjectType]
public sealed record WorkerEngine(bool Reachable, string? UnreachableBecause, string? Version, string? ApiVersion, int? Cpus, long? MemoryBytes);

/// <summary>Something that the platform does by itself.</summary>
[ObjectType<ScheduledJob>]
[Name("Job")]
public static class JobType
{
    /// <summary>Unique.</summary>
    public static string Name([Parent] ScheduledJob job) => job.Name;

    /// <summary>What it does, in a sentence.</summary>
    public static string Description([Parent] ScheduledJob job) => job.Description;

    /// <summary>The time between runs.</summary>
    public static TimeSpan Interval([Parent] ScheduledJob job) => job.Interval;

    /// <summary>When it runs next.</summary>
    public static DateTimeOffset? NextRunAt([Parent] ScheduledJob job) => job.NextRunAt;

    /// <summary>How its last run went; null before the first.</summary>
    public static JobRun? LastRun([Parent] ScheduledJob job) =>
        job is { LastStartedAt: { } at, LastDuration: { } duration, LastOutcome: { } outcome } ? new(at, duration, outcome, job.LastMessage) : null;
}

/// <summary>A run of a job.</summary>
/// <param name="StartedAt">When it began.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">What it did, or why it failed.</param>
[ObjectType]
public sealed record JobRun(DateTimeOffset StartedAt, TimeSpan Duration, JobOutcome Outcome, string? Message);

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
