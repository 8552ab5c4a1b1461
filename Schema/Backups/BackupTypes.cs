using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Backups.Stores;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Files;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Schema.Accounts;
using GraphPlatform.Schema.Containers;
using GraphPlatform.Schema.Operations;

namespace GraphPlatform.Schema.Backups;

/// <summary>
/// A container's configuration and the files of its volumes at one time. It outlives its container. Files are copied while the container runs, one after the other: what a program writes
/// meanwhile is in it or not, as after a power cut. Stop the container first, or let its program write a dump of its own, where that is not enough.
/// </summary>
[ObjectType<Backup>, Implements<INode>, Implements<IBackupEvent>]
public static class BackupType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] Backup backup) => backup.Id;

    /// <summary>The container that it is of; null when that is gone.</summary>
    public static Task<Container?> ContainerAsync([Parent] Backup backup, ContainerLoader containers) => containers.LoadAsync(backup.ContainerId);

    /// <summary>That container's name, to know it by when it is gone.</summary>
    public static string ContainerName([Parent] Backup backup) => backup.ContainerName;

    /// <summary>Why it is made.</summary>
    public static BackupTrigger Trigger([Parent] Backup backup) => backup.Trigger;

    /// <summary>How far it is. Only a verified one can be restored.</summary>
    public static BackupStatus Status([Parent] Backup backup) => backup.Status;

    /// <summary>Why it was not made, or is no good any more.</summary>
    public static string? Failure([Parent] Backup backup) => backup.Failure;

    /// <summary>Where it is; null before it is anywhere.</summary>
    public static BackupStoreKind? Store([Parent] Backup backup) => backup.Store;

    /// <summary>Bytes that it takes there.</summary>
    public static long SizeBytes([Parent] Backup backup) => backup.SizeBytes;

    /// <summary>Bytes of its files, before they were compressed.</summary>
    public static long ContentBytes([Parent] Backup backup) => backup.ContentBytes;

    /// <summary>SHA-256 of its manifest in hexadecimal, which has the checksum of each part.</summary>
    public static string? Checksum([Parent] Backup backup) => backup.Checksum;

    /// <summary>The volumes that it has the files of.</summary>
    public static IReadOnlyList<BackupPart> Parts([Parent] Backup backup) => backup.Parts;

    /// <summary>
    /// Files of the container's volumes that are not in it: sockets, devices and extended attributes (ACLs among them) cannot be. The first 100 of each volume. Empty: it has all.
    /// </summary>
    public static IReadOnlyList<LeftOutFile> LeftOut([Parent] Backup backup) => backup.LeftOut;

    /// <summary>How many files that are in all.</summary>
    public static long LeftOutCount([Parent] Backup backup) => backup.LeftOutCount;

    /// <summary>Retention does not keep it longer; null: until somebody deletes it.</summary>
    public static DateTimeOffset? KeepUntil([Parent] Backup backup) => backup.KeepUntil;

    /// <summary>When it was asked for.</summary>
    public static DateTimeOffset CreatedAt([Parent] Backup backup) => backup.CreatedAt;

    /// <summary>Who asked for it.</summary>
    [Returns<IActor>]
    public static Task<object> CreatedByAsync([Parent] Backup backup, UserLoader users) => SystemActor.OfAsync(backup.CreatedBy, users);

    /// <summary>When it was read back and found to be what was written; null when it was not.</summary>
    public static DateTimeOffset? VerifiedAt([Parent] Backup backup) => backup.VerifiedAt;

    /// <summary>When it ended, well or badly.</summary>
    public static DateTimeOffset? FinishedAt([Parent] Backup backup) => backup.FinishedAt;

    /// <summary>What makes it, with its stages.</summary>
    public static async Task<Operation> OperationAsync([Parent] Backup backup, OperationLoader operations) =>
        await operations.LoadAsync(backup.OperationId) ?? throw PlatformException.NotFound("operation", backup.OperationId);

    /// <summary>Raised by every change, so that old news can be told from new.</summary>
    public static int Revision([Parent] Backup backup) => backup.Revision;
}

/// <summary>A volume in a backup.</summary>
[ObjectType<BackupPart>]
public static class BackupPartType
{
    /// <summary>Where the container had it; there its files go when it is restored.</summary>
    public static string Target([Parent] BackupPart part) => part.Target;

    /// <summary>How it was called.</summary>
    public static string Volume([Parent] BackupPart part) => part.Volume;

    /// <summary>Bytes that it takes in the store.</summary>
    public static long SizeBytes([Parent] BackupPart part) => part.Bytes;

    /// <summary>Bytes of its files, as a tar.</summary>
    public static long ContentBytes([Parent] BackupPart part) => part.ContentBytes;

    /// <summary>SHA-256 of what is in the store, in hexadecimal.</summary>
    public static string Sha256([Parent] BackupPart part) => part.Sha256;
}

/// <summary>A file, or something about one, that a backup does not have.</summary>
[ObjectType<LeftOutFile>]
public static class LeftOutFileType
{
    /// <summary>Where the container has it: <c>/data/app.sock</c>.</summary>
    public static string Path([Parent] LeftOutFile file) => file.Path;

    /// <summary>What was left out: <c>a socket</c>, <c>a device</c>, <c>its extended attributes (user.note)</c>.</summary>
    public static string What([Parent] LeftOutFile file) => file.What;
}

/// <summary>Files of a backup that are put into a container's volumes.</summary>
[ObjectType<Restore>, Implements<INode>, Implements<IBackupEvent>]
public static class RestoreType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] Restore restore) => restore.Id;

    /// <summary>What is restored; null when it was deleted since.</summary>
    public static Task<Backup?> BackupAsync([Parent] Restore restore, BackupLoader backups) => backups.LoadAsync(restore.BackupId);

    /// <summary>Into which container; null when that is gone.</summary>
    public static Task<Container?> ContainerAsync([Parent] Restore restore, ContainerLoader containers) => containers.LoadAsync(restore.ContainerId);

    /// <summary>Whether that was made for it.</summary>
    public static bool IsNew([Parent] Restore restore) => restore.IsNew;

    /// <summary>How far it is.</summary>
    public static RestoreStatus Status([Parent] Restore restore) => restore.Status;

    /// <summary>Why it was not done, and what was.</summary>
    public static string? Failure([Parent] Restore restore) => restore.Failure;

    /// <summary>When it was asked for.</summary>
    public static DateTimeOffset CreatedAt([Parent] Restore restore) => restore.CreatedAt;

    /// <summary>Who asked for it.</summary>
    [Returns<IActor>]
    public static Task<object> CreatedByAsync([Parent] Restore restore, UserLoader users) => SystemActor.OfAsync(restore.CreatedBy, users);

    /// <summary>When it ended.</summary>
    public static DateTimeOffset? FinishedAt([Parent] Restore restore) => restore.FinishedAt;

    /// <summary>What does it, with its stages.</summary>
    public static async Task<Operation> OperationAsync([Parent] Restore restore, OperationLoader operations) =>
        await operations.LoadAsync(restore.OperationId) ?? throw PlatformException.NotFound("operation", restore.OperationId);

    /// <summary>Raised by every change, so that old news can be told from new.</summary>
    public static int Revision([Parent] Restore restore) => restore.Revision;
}

/// <summary>A backup or a restore as it is now, or that it is gone.</summary>
[UnionType("BackupEvent")]
public interface IBackupEvent;
