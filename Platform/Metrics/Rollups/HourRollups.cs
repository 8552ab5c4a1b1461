using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Metrics.Rollups;

/// <summary>Makes hours of minutes, and removes what is older than it is kept.</summary>
public sealed class HourRollups(StateDatabase database, IOptions<MetricOptions> options, TimeProvider clock)
{
    /// <summary>Makes the hours anew whose minutes may have come since they were made: those since the newest that is there.</summary>
    /// <returns>What was done, in a sentence.</returns>
    public async Task<string> RollUpAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        var now = clock.GetUtcNow();
        var current = MetricHour.Of(now);
        int? newest;
        await using (var db = await database.ReadAsync(ct)) newest = await db.As(caller).MetricHours.Where(h => h.Hour <= current).MaxAsync(h => (int?)h.Hour, ct);

        // Minutes wait as long as the database does not take them, and then are of an hour that is made already.
        var late = 1 + (options.Value.UnwrittenMinutes / 60);
        // An hour of which some minutes are removed already is not made again: it would be less than it was.
        var oldest = MetricHour.Of(now - options.Value.MinuteRetention) + 1;
        var from = Math.Max(oldest, (newest ?? oldest) - late);
        await using var work = await database.BeginAsync(ct);
        var hours = await MetricWrites.SumHoursAsync(work, from, current + 1, ct);
        await work.CommitAsync(ct);
        return $"{hours} hours of containers made";
    }

    /// <summary>Removes minutes and hours that are older than they are kept.</summary>
    /// <returns>What was done, in a sentence.</returns>
    public async Task<string> RemoveOldAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        var now = clock.GetUtcNow();
        var (minute, hour) = (MetricMinute.Of(now - options.Value.MinuteRetention), MetricHour.Of(now - options.Value.HourRetention));
        await using var work = await database.BeginAsync(ct);
        var minutes = await work.As(caller).MetricMinutes.Where(m => m.Minute < minute).ExecuteDeleteAsync(ct);
        var hours = await work.As(caller).MetricHours.Where(h => h.Hour < hour).ExecuteDeleteAsync(ct);
        await work.CommitAsync(ct);
        return $"{minutes} minutes and {hours} hours removed";
    }
}
