using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Backups.Stores;
using GraphPlatform.Platform.Files;

namespace GraphPlatform.Platform.Backups;

/// <summary>Why a backup is made.</summary>
public enum BackupTrigger
{
    /// <summary>Somebody asked for it.</summary>
    Manual,

    /// <summary>Its container's schedule did.</summary>
    Scheduled,
}

/// <summary>How far a backup is.</summary>
public enum BackupStatus
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>It is being written, or read back.</summary>
    Running,

    /// <summary>It was read back, and is what was written.</summary>
    Verified,

    /// <summary>It was not made; nothing of it is kept.</summary>
    Failed,

    /// <summary>It was verified once, and what is in the store is something else by now: it cannot be restored.</summary>
    Corrupt,

    /// <summary>It is being deleted.</summary>
    Deleting,
}

/// <summary>A container's configuration and files at one time. It outlives its container.</summary>
public sealed class Backup : IOwned
{
    private Backup()
    {
    }

    /// <summary>A new one that waits for its turn.</summary>
    public Backup(string id, BackupOf of, BackupTrigger trigger, DateTimeOffset? dueAt, DateTimeOffset? keepUntil, string operationId, string createdBy, DateTimeOffset now)
    {
        (Id, OrganizationId, ProjectId, ContainerId, ContainerName) = (id, of.OrganizationId, of.ProjectId, of.ContainerId, of.ContainerName);
        (Trigger, DueAt, KeepUntil, OperationId, CreatedBy, CreatedAt) = (trigger, dueAt, keepUntil, operationId, createdBy, now);
    }

    /// <summary><c>bak_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>The organization it belongs to.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>The project that its container is or was in.</summary>
    public string ProjectId { get; private set; } = "";

    /// <summary>The container that it is of; it may be gone.</summary>
    public string ContainerId { get; private set; } = "";

    /// <summary>That container's name, to know it by when it is gone.</summary>
    public string ContainerName { get; private set; } = "";

    /// <summary>Why it is made.</summary>
    public BackupTrigger Trigger { get; private set; }

    /// <summary>The time of the schedule that it is for: there is one backup for each.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>How far it is.</summary>
    public BackupStatus Status { get; private set; }

    /// <summary>Where it is; null before it is anywhere.</summary>
    public BackupStoreKind? Store { get; private set; }

    /// <summary>Whether there may be something of it in the store.</summary>
    public bool HasObjects { get; private set; }

    /// <summary>Bytes that it takes in the store.</summary>
    public long SizeBytes { get; private set; }

    /// <summary>Bytes of its tars before they were compressed.</summary>
    public long ContentBytes { get; private set; }

    /// <summary>SHA-256 of its manifest in hexadecimal, which has the checksum of each part.</summary>
    public string? Checksum { get; private set; }

    /// <summary>Its parts as JSON; null until they are written.</summary>
    public string? PartsJson { get; private set; }

    /// <summary>Retention does not keep it longer; null: as long as nobody deletes it.</summary>
    public DateTimeOffset? KeepUntil { get; private set; }

    /// <summary>Why it is not good.</summary>
    public string? Failure { get; private set; }

    /// <summary>The operation that makes it.</summary>
    public string OperationId { get; private set; } = "";

    /// <summary>Who asked for it: an actor's id.</summary>
    public string CreatedBy { get; private set; } = "";

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was read back and found to be what was written.</summary>
    public DateTimeOffset? VerifiedAt { get; private set; }

    /// <summary>When it ended, well or badly.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Raised by every write, so that of two at once one is told.</summary>
    public int Revision { get; private set; }

    /// <summary>Its parts in their order; none before they are written.</summary>
    public IReadOnlyList<BackupPart> Parts => PartsJson is { } json ? BackupPart.FromJson(json) : [];

    /// <summary>What of the container's volumes is not in it, where the container has it; of each volume the first are named.</summary>
    public IReadOnlyList<LeftOutFile> LeftOut =>
        [.. Parts.SelectMany(p => (p.LeftOut ?? []).Select(l => l with { Path = l.Path.Length == 0 ? p.Target : $"{p.Target}/{l.Path}" }))];

    /// <summary>How many that are in all.</summary>
    public long LeftOutCount => Parts.Sum(p => p.LeftOutCount ?? 0);

    /// <summary>Whether it waits or is being made.</summary>
    public bool IsUnderWay => Status is BackupStatus.Queued or BackupStatus.Running;

    /// <summary>It is its turn. From now on there may be something in the store.</summary>
    public void Begin(BackupStoreKind store)
    {
        (Status, Store, HasObjects) = (BackupStatus.Running, store, true);
        Revision++;
    }

    /// <summary>All of it is in the store.</summary>
    public void Written(IReadOnlyList<BackupPart> parts, long manifestBytes, string checksum)
    {
        PartsJson = BackupPart.ToJson(parts);
        SizeBytes = parts.Sum(p => p.Bytes) + manifestBytes;
        ContentBytes = parts.Sum(p => p.ContentBytes);
        Checksum = checksum;
        Revision++;
    }

    /// <summary>It was read back, and is what was written.</summary>
    public void Verify(DateTimeOffset now)
    {
        (Status, VerifiedAt, FinishedAt) = (BackupStatus.Verified, now, now);
        Revision++;
    }

    /// <summary>It could not be made.</summary>
    public void Fail(string reason, DateTimeOffset now)
    {
        (Status, Failure, FinishedAt) = (BackupStatus.Failed, reason, now);
        Revision++;
    }

    /// <summary>What is in the store is not what was written.</summary>
    public void FoundCorrupt(string reason)
    {
        (Status, Failure) = (BackupStatus.Corrupt, reason);
        Revision++;
    }

    /// <summary>It is to go.</summary>
    public void Delete()
    {
        Status = BackupStatus.Deleting;
        Revision++;
    }

    /// <summary>Nothing of it is in the store any more.</summary>
    public void Removed()
    {
        HasObjects = false;
        Revision++;
    }
}

/// <summary>What a backup is of.</summary>
public sealed record BackupOf(string OrganizationId, string ProjectId, string ContainerId, string ContainerName);
