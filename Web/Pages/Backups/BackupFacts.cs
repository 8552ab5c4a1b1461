using GraphPlatform.Web.Pages.Containers;
using GraphPlatform.Web.Parts;

namespace GraphPlatform.Web.Pages.Backups;

/// <summary>A backup as lists show it.</summary>
public sealed record BackupFacts(
    string Id, string ContainerName, BackupContainer? Container, string Trigger, string Status, string? Failure, string? Store, long SizeBytes, long ContentBytes, DateTimeOffset CreatedAt,
    DateTimeOffset? VerifiedAt, DateTimeOffset? KeepUntil, OperationActor CreatedBy, IReadOnlyList<PartFacts> Parts, OperationFacts Operation,
    long LeftOutCount, IReadOnlyList<LeftOutFacts> LeftOut)
{
    /// <summary>The status whose colour it has.</summary>
    public string Tone => Status switch
    {
        "VERIFIED" => "running",
        "FAILED" or "CORRUPT" => "failed",
        "DELETING" => "stopped",
        _ => "deploying",
    };

    /// <summary>In a word.</summary>
    public string Word => Status == "RUNNING" ? "Being made" : Words.Of(Status);

    /// <summary>Whether it waits or is being made.</summary>
    public bool IsUnderWay => Status is "QUEUED" or "RUNNING";

    /// <summary>Whether it can be restored.</summary>
    public bool IsGood => Status == "VERIFIED";

    /// <summary>What it does not have, in a line; null for nothing.</summary>
    public string? Without => LeftOut is [var first, ..] ? $"Without {first.Path} ({first.What}){(LeftOutCount > 1 ? $" and {LeftOutCount - 1} more" : "")}." : null;

    /// <summary>What it does not have, one to a line.</summary>
    public string AllLeftOut => string.Join('\n', LeftOut.Select(l => $"{l.Path}: {l.What}"));

    /// <summary>Where it is, for people.</summary>
    public string? Place => Store switch
    {
        "DISK" => "on disk",
        "S3" => "in S3",
        _ => null,
    };
}

/// <summary>Something of the container's volumes that a backup does not have.</summary>
public sealed record LeftOutFacts(string Path, string What);

/// <summary>The container that it is of.</summary>
public sealed record BackupContainer(string Id, string Name);

/// <summary>A volume in it.</summary>
public sealed record PartFacts(string Target, string Volume, long ContentBytes);

/// <summary>When a container is backed up by itself.</summary>
public sealed record PolicyFacts(bool Enabled, string? Every, string? Cron, int? KeepLast, string? KeepFor, DateTimeOffset? NextAt);

/// <summary>The newest restore into a container.</summary>
public sealed record RestoreFacts(string Id, string Status, string? Failure, DateTimeOffset CreatedAt, OperationFacts Operation, RestoredBackup? Backup);

/// <summary>What was restored.</summary>
public sealed record RestoredBackup(string Id, DateTimeOffset CreatedAt);

/// <summary>Some of a list of backups.</summary>
public sealed record BackupPage(IReadOnlyList<BackupFacts> Nodes, PageEnd PageInfo);

/// <summary>Whether there are more.</summary>
public sealed record PageEnd(bool HasNextPage, string? EndCursor);

/// <summary>Rows of backups, on a page of a container or of a project.</summary>
/// <param name="Backups">They.</param>
/// <param name="MayChange">Whether the viewer may restore and delete them.</param>
/// <param name="OfProject">Whether they are of several containers.</param>
/// <param name="Back">The page that they are on.</param>
/// <param name="Empty">What is said when there are none.</param>
public sealed record BackupRows(BackupPage Backups, bool MayChange, bool OfProject, string Back, string Empty);
