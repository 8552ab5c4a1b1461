using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Backups;

/// <summary>How far a restore is.</summary>
public enum RestoreStatus
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>It is being done.</summary>
    Running,

    /// <summary>The files are there.</summary>
    Succeeded,

    /// <summary>It was not done, or not all of it; the failure says which.</summary>
    Failed,
}

/// <summary>Files of a backup that are put into a container's volumes.</summary>
public sealed class Restore : IOwned
{
    private Restore()
    {
    }

    /// <summary>A new one that waits for its turn.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="backup">What is restored.</param>
    /// <param name="containerId">Into which container.</param>
    /// <param name="isNew">Whether that was made for it, and is empty.</param>
    /// <param name="start">Whether a new one is started when its files are there.</param>
    /// <param name="operationId">The operation that does it.</param>
    /// <param name="createdBy">Who asked.</param>
    /// <param name="now">The time.</param>
    public Restore(string id, Backup backup, string containerId, bool isNew, bool start, string operationId, string createdBy, DateTimeOffset now)
    {
        (Id, OrganizationId, BackupId, ContainerId, IsNew, Start) = (id, backup.OrganizationId, backup.Id, containerId, isNew, start);
        (OperationId, CreatedBy, CreatedAt) = (operationId, createdBy, now);
    }

    /// <summary><c>rst_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>The organization it belongs to.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>What is restored.</summary>
    public string BackupId { get; private set; } = "";

    /// <summary>Into which container.</summary>
    public string ContainerId { get; private set; } = "";

    /// <summary>Whether that was made for it.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Whether a new one is started when its files are there.</summary>
    public bool Start { get; private set; }

    /// <summary>How far it is.</summary>
    public RestoreStatus Status { get; private set; }

    /// <summary>Why it was not done, and what was.</summary>
    public string? Failure { get; private set; }

    /// <summary>The operation that does it.</summary>
    public string OperationId { get; private set; } = "";

    /// <summary>Who asked for it: an actor's id.</summary>
    public string CreatedBy { get; private set; } = "";

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Raised by every write.</summary>
    public int Revision { get; private set; }

    /// <summary>It is its turn.</summary>
    public void Begin()
    {
        Status = RestoreStatus.Running;
        Revision++;
    }

    /// <summary>The files are there.</summary>
    public void Succeed(DateTimeOffset now)
    {
        (Status, FinishedAt) = (RestoreStatus.Succeeded, now);
        Revision++;
    }

    /// <summary>It was not done.</summary>
    public void Fail(string reason, DateTimeOffset now)
    {
        (Status, Failure, FinishedAt) = (RestoreStatus.Failed, reason, now);
        Revision++;
    }
}
