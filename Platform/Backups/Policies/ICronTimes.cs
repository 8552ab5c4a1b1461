namespace GraphPlatform.Platform.Backups.Policies;

/// <summary>What cron expressions mean: the scheduler knows.</summary>
public interface ICronTimes
{
    /// <summary>What is wrong with an expression; null when it is one.</summary>
    string? Problem(string expression);

    /// <summary>The first time after one, in UTC; null when there is none.</summary>
    DateTimeOffset? After(string expression, DateTimeOffset time);
}
