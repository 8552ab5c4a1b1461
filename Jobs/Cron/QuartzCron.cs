using GraphPlatform.Platform.Backups.Policies;
using Quartz;

namespace GraphPlatform.Jobs.Cron;

/// <summary>Cron expressions as Quartz reads them, in UTC.</summary>
public sealed class QuartzCron : ICronTimes
{
    /// <inheritdoc />
    public string? Problem(string expression)
    {
        try
        {
            _ = Parse(expression);
            return null;
        }
        catch (FormatException error)
        {
            return error.Message.TrimEnd('.') + ".";
        }
    }

    /// <inheritdoc />
    public DateTimeOffset? After(string expression, DateTimeOffset time) => Parse(expression).GetNextValidTimeAfter(time);

    private static CronExpression Parse(string expression) => new(expression) { TimeZone = TimeZoneInfo.Utc };
}
