using GraphPlatform.Platform.Backups.Policies;
using Quartz;

namespace GraphPlatform.Jobs.Cron;

/// <summary>Cron expressions as Quartz reads them, in UTC: five fields as in a crontab, or Quartz' own six or seven, which begin with the second.</summary>
public sealed class QuartzCron : ICronTimes
{
    private const int FieldsOfCrontab = 5;

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

    private static CronExpression Parse(string expression)
    {
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
        return CronExpression.Parse(expression.Trim(), fields == FieldsOfCrontab ? CronFormat.Unix : CronFormat.Quartz).WithTimeZone(TimeZoneInfo.Utc);
    }
}
