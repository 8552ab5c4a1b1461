namespace GraphPlatform.Platform.Backups;

/// <summary>Something that is shown of a backup of a container, or of a restore into it, has changed, or it is gone.</summary>
/// <param name="Id">Of the backup or the restore.</param>
/// <param name="ContainerId">The container.</param>
/// <param name="OrganizationId">Whose it is.</param>
public sealed record BackupChanged(string Id, string ContainerId, string OrganizationId);

/// <summary>There is a backup to make, to restore or to delete: who does that should look.</summary>
public sealed record BackupWork;
