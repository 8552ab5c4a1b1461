namespace GraphPlatform.Platform.Backups.Policies;

/// <summary>Which backups go by themselves. Pure: it decides, others do it.</summary>
public static class BackupRetention
{
    /// <summary>
    /// Chooses among a container's verified backups: those that are past their time, and of the scheduled ones those beyond the number that is kept. The newest of
    /// a container that is there never goes.
    /// </summary>
    /// <param name="verified">All verified backups of one container.</param>
    /// <param name="keepLast">So many scheduled ones are kept; null: all.</param>
    /// <param name="containerExists">Whether their container is still there.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<RetainedBackup> Removable(IEnumerable<RetainedBackup> verified, int? keepLast, bool containerExists, DateTimeOffset now)
    {
        var newestFirst = verified.OrderByDescending(b => b.CreatedAt).ThenByDescending(b => b.Id, StringComparer.Ordinal).ToList();
        var beyond = keepLast is { } number ? newestFirst.Where(b => b.Trigger == BackupTrigger.Scheduled).Skip(number).ToHashSet() : [];
        return [.. newestFirst.Skip(containerExists ? 1 : 0).Where(b => b.KeepUntil <= now || beyond.Contains(b))];
    }
}

/// <summary>What retention knows of a backup.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Trigger">Why it was made.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="KeepUntil">How long it is kept; null: for ever.</param>
public sealed record RetainedBackup(string Id, BackupTrigger Trigger, DateTimeOffset CreatedAt, DateTimeOffset? KeepUntil);
