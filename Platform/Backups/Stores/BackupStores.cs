using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Backups.Stores;

/// <summary>The stores that are configured.</summary>
public sealed class BackupStores(IOptions<BackupOptions> options, DataFolder data) : IDisposable
{
    private readonly Lazy<DiskBackupStore> disk = new(() => new DiskBackupStore(options.Value.Directory is { } folder ? Path.GetFullPath(folder) : data.Folder("backups")));
    private readonly Lazy<S3BackupStore>? s3 = options.Value.S3.IsConfigured ? new(() => new S3BackupStore(options.Value.S3)) : null;

    /// <summary>Where new backups go.</summary>
    public IBackupStore Current => Get(options.Value.Store);

    /// <summary>The store of a backup that is there.</summary>
    /// <exception cref="PlatformException">STORE: it is not configured any more.</exception>
    public IBackupStore Get(BackupStoreKind kind) => kind switch
    {
        BackupStoreKind.Disk => disk.Value,
        _ => s3?.Value ?? throw new PlatformException(ErrorCode.Store, "The backup is in S3, and no such store is configured any more. Set Backups:S3."),
    };

    /// <inheritdoc />
    void IDisposable.Dispose()
    {
        if (s3 is { IsValueCreated: true }) s3.Value.Dispose();
    }
}
