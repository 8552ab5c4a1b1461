using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Jobs;

namespace GraphPlatform.Schema.Jobs;

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
