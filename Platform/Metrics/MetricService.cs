using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Metrics.Rollups;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Metrics;

/// <summary>What containers used.</summary>
public sealed class MetricService
{
    private static readonly Caller Self = Caller.System("metrics");

    private readonly StateDatabase database;
    private readonly StatsHub hub;
    private readonly MinuteRollups rollups;
    private readonly MetricOptions options;
    private readonly TimeProvider clock;

    internal MetricService(StateDatabase database, StatsHub hub, MinuteRollups rollups, IOptions<MetricOptions> options, TimeProvider clock)
    {
        (this.database, this.hub, this.rollups, this.options, this.clock) = (database, hub, rollups, options.Value, clock);
    }

    /// <summary>Plans how to read a time: see <see cref="MetricRange.Plan"/>.</summary>
    public MetricRange Plan(Caller caller, DateTimeOffset from, DateTimeOffset to, TimeSpan? step) => MetricRange.Plan(from, to, step, clock.GetUtcNow(), options);

    /// <summary>All metrics of containers in a time, by container; those that the caller may not see are not there.</summary>
    public async Task<IReadOnlyDictionary<string, MetricSeries>> SeriesAsync(Caller caller, IReadOnlyList<string> containerIds, MetricRange range, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var seen = await db.As(caller).Containers.Where(c => containerIds.Contains(c.Id)).Select(c => c.Id).ToListAsync(ct);
        var points = seen.ToDictionary(id => id, _ => new SortedDictionary<DateTimeOffset, MetricBucket>());
        if (range.Resolution == MetricResolution.Seconds) AddSeconds(points, range);
        else await AddRollupsAsync(db.As(Self), seen, points, range, ct);
        return points.ToDictionary(p => p.Key, p => new MetricSeries([.. p.Value.Values]));
    }

    private static void Add(SortedDictionary<DateTimeOffset, MetricBucket> points, MetricRange range, DateTimeOffset at, in MetricFigures figures)
    {
        var point = range.PointOf(at);
        if (!points.TryGetValue(point, out var bucket)) points[point] = bucket = new(point);
        bucket.Add(figures);
    }

    private void AddSeconds(Dictionary<string, SortedDictionary<DateTimeOffset, MetricBucket>> points, MetricRange range)
    {
        foreach (var (id, into) in points)
        {
            var moments = hub.Moments(id);
            for (var i = 0; i < moments.Count; i++)
            {
                var (s, t) = moments[i];
                if (s.At < range.From || s.At >= range.To) continue;
                Add(into, range, s.At, new(
                    1, (int)MetricFigures.StepMs(moments, i), s.CpuCores, s.CpuCores, s.MemoryBytes, s.MemoryBytes, t.Received, t.Sent, t.Read, t.Written, s.Pids));
            }
        }
    }

    private async Task AddRollupsAsync(VisibleSets all, List<string> ids, Dictionary<string, SortedDictionary<DateTimeOffset, MetricBucket>> points, MetricRange range, CancellationToken ct)
    {
        // What is in memory is looked at first: what is written in between is known by its run and minute, and counts once.
        var unwritten = rollups.Unwritten(ids);
        var (from, to) = (range.PointOf(range.From), range.To);
        var minutes = (From: MetricMinute.Of(from), Until: Until(to, 60));
        if (range.Resolution == MetricResolution.Hours)
        {
            var (first, until) = (MetricHour.Of(from), Until(to, 3600));
            await foreach (var hour in all.MetricHours.Where(h => ids.Contains(h.ContainerId) && h.Hour >= first && h.Hour < until).AsAsyncEnumerable().WithCancellation(ct))
                Add(points[hour.ContainerId], range, MetricHour.Start(hour.Hour), hour.Figures);
            return;
        }

        await foreach (var minute in all.MetricMinutes.Where(m => ids.Contains(m.ContainerId) && m.Minute >= minutes.From && m.Minute < minutes.Until).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (minute.Run != unwritten.Run || minute.Minute < unwritten.Since) Add(points[minute.ContainerId], range, MetricMinute.Start(minute.Minute), minute.Figures);
        }

        foreach (var minute in unwritten.Minutes.Where(m => m.Minute >= minutes.From && m.Minute < minutes.Until))
            Add(points[minute.ContainerId], range, MetricMinute.Start(minute.Minute), minute.Figures);
    }

    /// <summary>The first unit that is not in a time any more; the one that it ends in is.</summary>
    private static int Until(DateTimeOffset to, int seconds) => (int)Math.Min(int.MaxValue, (to.ToUnixTimeSeconds() + seconds - 1) / seconds);
}
