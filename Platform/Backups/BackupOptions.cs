using System.ComponentModel.DataAnnotations;
using GraphPlatform.Platform.Backups.Stores;

namespace GraphPlatform.Platform.Backups;

/// <summary>Section <c>Backups</c>.</summary>
public sealed class BackupOptions
{
    /// <summary>Where new backups go. Those that are in the other store can be restored while that is configured too.</summary>
    public BackupStoreKind Store { get; init; } = BackupStoreKind.Disk;

    /// <summary>The folder of backups on disk; null: <c>backups</c> in the data folder. A disk of its own is better; that folder has to be there.</summary>
    public string? Directory { get; init; }

    /// <summary>How many are made or restored at the same time.</summary>
    [Range(1, 16)]
    public int Concurrency { get; init; } = 1;

    /// <summary>How many a container may have.</summary>
    [Range(1, 10_000)]
    public int MaxPerContainer { get; init; } = 200;

    /// <summary>How long it is remembered that one failed, and what was restored.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan RecordAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The bucket.</summary>
    public S3Options S3 { get; init; } = new();

    internal bool HasValidStore() => Store == BackupStoreKind.Disk || S3.IsConfigured;

    internal bool HasValidS3() => !S3.IsConfigured || S3.IsValid();
}
