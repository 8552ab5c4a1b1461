using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Backups.Policies;

namespace GraphPlatform.Schema.Backups;

/// <summary>What is backed up.</summary>
/// <param name="ContainerId">The container.</param>
/// <param name="KeepFor">Retention keeps it for so long; until somebody deletes it, where nothing is said.</param>
/// <param name="IdempotencyKey">Your name for this call: called again with the same within a day, the first result is returned.</param>
public sealed record CreateBackupInput([ID] string ContainerId, TimeSpan? KeepFor = null, string? IdempotencyKey = null);

/// <summary>What is restored, and where.</summary>
/// <param name="BackupId">A verified backup.</param>
/// <param name="ContainerId">Into a container that is there: all files of its volumes are replaced, its configuration stays. The one that the backup is of, where neither this nor <c>into</c> is said.</param>
/// <param name="Into">Into a new container of the backup's configuration.</param>
/// <param name="IdempotencyKey">Your name for this call: called again with the same within a day, it is not done again.</param>
/// <param name="DryRun">Tells what would happen, and changes nothing.</param>
public sealed record RestoreBackupInput([ID] string BackupId, [ID] string? ContainerId = null, RestoreIntoInput? Into = null, string? IdempotencyKey = null, bool DryRun = false);

/// <summary>A container that is made of a backup.</summary>
/// <param name="ProjectId">Where, in the organization of the backup.</param>
/// <param name="Name">A DNS label, unique in the project.</param>
/// <param name="PublishPorts">Whether it publishes the host ports that the original had. They have to be free.</param>
/// <param name="Start">Whether it starts when its files are there.</param>
public sealed record RestoreIntoInput([ID] string ProjectId, string Name, bool PublishPorts = false, bool Start = true)
{
    internal RestoreInto ToPlatform() => new(ProjectId, Name, PublishPorts, Start);
}

/// <summary>Which backup.</summary>
/// <param name="BackupId">Its id.</param>
public sealed record DeleteBackupInput([ID] string BackupId);

/// <summary>When a container is backed up by itself.</summary>
/// <param name="ContainerId">The container.</param>
/// <param name="Schedule">When.</param>
/// <param name="KeepLast">So many scheduled backups are kept, the newest; all, where nothing is said.</param>
/// <param name="KeepFor">Scheduled backups are kept for so long; for ever, where nothing is said. The newest verified one is always kept.</param>
/// <param name="Enabled">Whether it is followed.</param>
public sealed record SetBackupPolicyInput([ID] string ContainerId, BackupScheduleInput Schedule, int? KeepLast = null, TimeSpan? KeepFor = null, bool Enabled = true)
{
    internal BackupPolicySpec ToPlatform() => new(Enabled, Schedule.Every, Schedule.Cron?.Trim(), KeepLast, KeepFor);
}

/// <summary>When something is done.</summary>
/// <param name="Every">So long after the last time: 5 minutes to 366 days.</param>
/// <param name="Cron">A cron expression in UTC: five fields as in a crontab, or Quartz' six or seven, which begin with the second.</param>
[OneOf]
public sealed record BackupScheduleInput(TimeSpan? Every = null, string? Cron = null);
