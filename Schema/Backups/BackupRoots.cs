using System.Runtime.CompilerServices;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Backups.Policies;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Schema.Operations;

namespace GraphPlatform.Schema.Backups;

/// <summary>Backups by id.</summary>
[QueryType]
public static class BackupQueries
{
    /// <summary>A backup by its id.</summary>
    public static Task<Backup?> BackupAsync([ID] string id, BackupLoader backups) => backups.LoadAsync(id);
}

/// <summary>Makes backups, and restores them.</summary>
[MutationType]
public static class BackupMutations
{
    /// <summary>
    /// Backs a container up: its configuration and all of its volumes. Returns before that is done: watch the operation. The container goes on running.
    /// </summary>
    public static async Task<CreatedBackup> CreateBackupAsync(CreateBackupInput input, Caller caller, BackupService backups, OperationLoader operations, CancellationToken ct)
    {
        var backup = await backups.CreateAsync(caller, input.ContainerId, input.KeepFor, ChangeTerms.Of(input, input.IdempotencyKey, dryRun: false), ct);
        return new(backup, await operations.LoadAsync(backup.OperationId));
    }

    /// <summary>
    /// Puts a backup's files into the container that it is of, into another one, or into a new one. All of the backup is compared with its checksums before anything is changed. A container that is
    /// there is stopped for it and started again by itself; each of its volumes has all of the backup's files afterwards or, when something goes wrong, all of its old ones.
    /// </summary>
    [TimeLimit(600)]
    public static async Task<RestoringBackup> RestoreBackupAsync(RestoreBackupInput input, Caller caller, RestoreService restores, OperationLoader operations, CancellationToken ct)
    {
        if (input is { ContainerId: not null, Into: not null }) throw new PlatformException(ErrorCode.Validation, "Say a container or what is made, not both.", "into");
        var terms = ChangeTerms.Of(input, input.IdempotencyKey, input.DryRun);
        var change = input.Into is { } into
            ? await restores.RestoreIntoNewAsync(caller, input.BackupId, into.ToPlatform(), terms, ct)
            : await restores.RestoreAsync(caller, input.BackupId, input.ContainerId, terms, ct);
        return new(
            input.DryRun && input.Into is not null ? null : change.Container, change.Restore, change.Restore is { } restore ? await operations.LoadAsync(restore.OperationId) : null, change.Plan);
    }

    /// <summary>Deletes a backup: from now on it cannot be restored, and its files go from the store.</summary>
    public static Task<Backup> DeleteBackupAsync(DeleteBackupInput input, Caller caller, BackupService backups, CancellationToken ct) => backups.DeleteAsync(caller, input.BackupId, ct);

    /// <summary>Says when a container is backed up by itself, and how long that is kept. An interval counts from now.</summary>
    public static Task<BackupPolicy> SetBackupPolicyAsync(SetBackupPolicyInput input, Caller caller, BackupPolicyService policies, CancellationToken ct) =>
        policies.SetAsync(caller, input.ContainerId, input.ToPlatform(), ct);
}

/// <summary>Backups as they change.</summary>
[SubscriptionType]
public static class BackupSubscriptions
{
    /// <summary>The newest backups of a container and the newest restore into it, each again whenever it has changed, and later ones. How far one is tells <c>operationProgress</c>.</summary>
    [Returns<IBackupEvent>]
    public static async Task<IAsyncEnumerable<object>> BackupChangedAsync([ID] string containerId, Caller caller, BackupService backups, CancellationToken ct) =>
        EventsAsync(await backups.FollowAsync(caller, new(ContainerId: containerId), ct), ct);

    private static async IAsyncEnumerable<object> EventsAsync(IAsyncEnumerable<BackupUpdate> updates, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var update in updates.WithCancellation(ct)) yield return (object?)update.Backup ?? (object?)update.Restore ?? new Removed(update.Id);
    }
}

/// <summary>A backup that was asked for.</summary>
/// <param name="Backup">It.</param>
/// <param name="Operation">What makes it.</param>
[Payload]
public sealed record CreatedBackup(Backup Backup, Operation? Operation);

/// <summary>A restore that was asked for.</summary>
/// <param name="Container">Into which container; null for the plan of a new one.</param>
/// <param name="Restore">It; null for a plan.</param>
/// <param name="Operation">What does it; null for a plan.</param>
/// <param name="Plan">What it does.</param>
[Payload]
public sealed record RestoringBackup(Container? Container, Restore? Restore, Operation? Operation, RestorePlan Plan);

/// <summary>What a restore does.</summary>
[ObjectType<RestorePlan>]
public static class RestorePlanType
{
    /// <summary>The places of volumes whose files all go.</summary>
    public static IReadOnlyList<string> Replaces([Parent] RestorePlan plan) => plan.Replaces;

    /// <summary>The places of volumes that are made.</summary>
    public static IReadOnlyList<string> Makes([Parent] RestorePlan plan) => plan.Makes;

    /// <summary>Why the container does not answer for a while; null when it does not now, or is new.</summary>
    public static string? DowntimeBecause([Parent] RestorePlan plan) => plan.DowntimeBecause;
}
