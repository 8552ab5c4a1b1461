using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Backups.Policies;

namespace GraphPlatform.Schema.Backups;

/// <summary>Loads backups by id.</summary>
public sealed class BackupLoader(BackupService backups, Caller caller) : DataLoader<string, Backup>
{
    /// <inheritdoc />
    protected override Task<IReadOnlyDictionary<string, Backup>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        backups.ByIdAsync(caller, keys, cancellationToken);
}

/// <summary>Loads policies by container.</summary>
public sealed class BackupPolicyLoader(BackupPolicyService policies, Caller caller) : DataLoader<string, BackupPolicy>
{
    /// <inheritdoc />
    protected override Task<IReadOnlyDictionary<string, BackupPolicy>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        policies.ByContainerAsync(caller, keys, cancellationToken);
}

/// <summary>Loads the newest restore by the container that it goes into.</summary>
public sealed class LatestRestoreLoader(RestoreService restores, Caller caller) : DataLoader<string, Restore>
{
    /// <inheritdoc />
    protected override Task<IReadOnlyDictionary<string, Restore>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        restores.LatestAsync(caller, keys, cancellationToken);
}
