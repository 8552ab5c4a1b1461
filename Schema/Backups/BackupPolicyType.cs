using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Backups.Policies;
using GraphPlatform.Schema.Accounts;

namespace GraphPlatform.Schema.Backups;

/// <summary>When a container is backed up by itself, and how long that is kept.</summary>
[ObjectType<BackupPolicy>]
public static class BackupPolicyType
{
    /// <summary>Whether it is followed.</summary>
    public static bool Enabled([Parent] BackupPolicy policy) => policy.Enabled;

    /// <summary>From one backup to the next; null when a cron expression says when.</summary>
    public static TimeSpan? Every([Parent] BackupPolicy policy) => policy.Every;

    /// <summary>A cron expression, in UTC; null when an interval says when.</summary>
    public static string? Cron([Parent] BackupPolicy policy) => policy.Cron;

    /// <summary>So many scheduled backups are kept, the newest; null: all.</summary>
    public static int? KeepLast([Parent] BackupPolicy policy) => policy.KeepLast;

    /// <summary>Scheduled backups are kept for so long; null: for ever. The newest verified one of a container that is there is always kept.</summary>
    public static TimeSpan? KeepFor([Parent] BackupPolicy policy) => policy.KeepFor;

    /// <summary>When the next backup is due; null when none is.</summary>
    public static DateTimeOffset? NextAt([Parent] BackupPolicy policy) => policy.NextAt;

    /// <summary>When it was last changed.</summary>
    public static DateTimeOffset UpdatedAt([Parent] BackupPolicy policy) => policy.UpdatedAt;

    /// <summary>Who changed it.</summary>
    [Returns<IActor>]
    public static Task<object> UpdatedByAsync([Parent] BackupPolicy policy, UserLoader users) => SystemActor.OfAsync(policy.UpdatedBy, users);
}
