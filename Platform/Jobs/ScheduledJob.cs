namespace GraphPlatform.Platform.Jobs;

/// <summary>How a run of a job ended.</summary>
public enum JobOutcome
{
    /// <summary>Well.</summary>
    Succeeded,

    /// <summary>With an error.</summary>
    Failed,
}

/// <summary>Something that the platform does by itself, and how its last run went.</summary>
public sealed class ScheduledJob
{
    private ScheduledJob()
    {
    }

    /// <summary>A job that has not run yet.</summary>
    public ScheduledJob(string name) => Name = name;

    /// <summary>Unique: <c>full-reconcile</c>.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What it does, in a sentence.</summary>
    public string Description { get; private set; } = "";

    /// <summary>The time between runs.</summary>
    public TimeSpan Interval { get; private set; }

    /// <summary>When it runs next.</summary>
    public DateTimeOffset? NextRunAt { get; private set; }

    /// <summary>When it last began.</summary>
    public DateTimeOffset? LastStartedAt { get; private set; }

    /// <summary>How long the last run took.</summary>
    public TimeSpan? LastDuration { get; private set; }

    /// <summary>How the last run ended.</summary>
    public JobOutcome? LastOutcome { get; private set; }

    /// <summary>What the last run did, or why it failed.</summary>
    public string? LastMessage { get; private set; }

    /// <summary>Says when it runs.</summary>
    public void Schedule(string description, TimeSpan interval, DateTimeOffset? nextRunAt)
    {
        Description = description;
        Interval = interval;
        NextRunAt = nextRunAt;
    }

    /// <summary>Notes a run.</summary>
    public void Ran(DateTimeOffset startedAt, TimeSpan duration, JobOutcome outcome, string? message, DateTimeOffset? nextRunAt)
    {
        LastStartedAt = startedAt;
        LastDuration = duration;
        LastOutcome = outcome;
        LastMessage = message;
        NextRunAt = nextRunAt;
    }
}
