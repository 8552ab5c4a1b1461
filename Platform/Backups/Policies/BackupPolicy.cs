using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Backups.Policies;

/// <summary>When a container is backed up by itself, and how long that is kept.</summary>
public sealed class BackupPolicy : IOwned
{
    private BackupPolicy()
    {
    }

    /// <summary>A new one.</summary>
    public BackupPolicy(string containerId, string organizationId) => (ContainerId, OrganizationId) = (containerId, organizationId);

    /// <summary>The container; it has one policy at most.</summary>
    public string ContainerId { get; private set; } = "";

    /// <summary>The organization it belongs to.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>Whether it is followed.</summary>
    public bool Enabled { get; private set; }

    /// <summary>From one backup to the next; null when a cron expression says when.</summary>
    public TimeSpan? Every { get; private set; }

    /// <summary>A cron expression, in UTC: five fields as in a crontab, or Quartz' six or seven; null when an interval says when.</summary>
    public string? Cron { get; private set; }

    /// <summary>Of its backups so many are kept, the newest; null: all.</summary>
    public int? KeepLast { get; private set; }

    /// <summary>Its backups are kept for so long; null: for ever.</summary>
    public TimeSpan? KeepFor { get; private set; }

    /// <summary>When the next backup is due; null when none is.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>Who wanted it so: an actor's id.</summary>
    public string UpdatedBy { get; private set; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Raised by every write.</summary>
    public int Revision { get; private set; }

    /// <summary>What a user says of it.</summary>
    public BackupPolicySpec Spec => new(Enabled, Every, Cron, KeepLast, KeepFor);

    /// <summary>Its user wants it so.</summary>
    public void Change(BackupPolicySpec spec, DateTimeOffset? nextAt, string by, DateTimeOffset now)
    {
        (Enabled, Every, Cron, KeepLast, KeepFor) = spec;
        (NextAt, UpdatedBy, UpdatedAt) = (nextAt, by, now);
        Revision++;
    }

    /// <summary>The backup that was due is asked for.</summary>
    public void Done(DateTimeOffset? nextAt)
    {
        NextAt = nextAt;
        Revision++;
    }
}

/// <summary>When a container is backed up by itself, and how long that is kept.</summary>
/// <param name="Enabled">Whether at all.</param>
/// <param name="Every">From one backup to the next.</param>
/// <param name="Cron">Instead of that: a cron expression.</param>
/// <param name="KeepLast">How many are kept; null: all.</param>
/// <param name="KeepFor">How long; null: for ever.</param>
public sealed record BackupPolicySpec(bool Enabled, TimeSpan? Every, string? Cron, int? KeepLast, TimeSpan? KeepFor)
{
    /// <summary>The shortest time between two backups of a container.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    internal void Validate(Problems problems) => problems
        .Require(Every is null != Cron is null, "Say an interval or a cron expression.", "schedule")
        .Require(Every is null || (Every >= Shortest && Every <= Longest), "An interval is 5 minutes to 366 days.", "schedule", "every")
        .Require(KeepLast is null or (>= 1 and <= 1000), "1 to 1,000 backups are kept.", "keepLast")
        .Require(KeepFor is null || (KeepFor >= TimeSpan.FromHours(1) && KeepFor <= TimeSpan.FromDays(3660)), "They are kept for 1 hour to 10 years.", "keepFor");
}
