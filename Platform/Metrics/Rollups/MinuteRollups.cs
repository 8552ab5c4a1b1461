using GraphPlatform.Platform.Database;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Metrics.Rollups;

/// <summary>
/// Makes minutes of the hub's samples and writes them, all containers in one batch. What cannot be written waits, bounded in number, and is written when the
/// database is there again.
/// </summary>
internal sealed partial class MinuteRollups(StatsHub hub, StateDatabase database, IOptions<MetricOptions> options, TimeProvider clock, ILogger<MinuteRollups> logger) : IDisposable
{
    private const int MomentsInMinute = 62;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly LinkedList<MetricMinute[]> unwritten = [];
    private int run = NewRun();
    private int? taken;
    private bool broken;

    /// <summary>Makes the minutes that are over.</summary>
    /// <param name="last">Whether the server ends, so that the minute that goes on is taken too, as far as it came.</param>
    public void Take(bool last)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var current = MetricMinute.Of(now);
            if (taken is { } before && current < before)
            {
                // The clock was set back. The minutes come again: under another number they add to what is there.
                (taken, run) = (current - 1, NewRun());
            }

            var from = Math.Max(taken + 1 ?? 0, current - (StatsFeed.Kept / 60));
            var until = last ? current + 1 : current;
            if (until <= from) return;
            foreach (var minute in hub.Containers.SelectMany(id => Minutes(id, from, until)).GroupBy(m => m.Minute).OrderBy(g => g.Key)) unwritten.AddLast([.. minute]);
            taken = until - 1;
            hub.Trim(now);
            var lost = 0;
            for (; unwritten.Count > options.Value.UnwrittenMinutes; lost++) unwritten.RemoveFirst();
            if (lost > 0) Lost(logger, lost, options.Value.UnwrittenMinutes);
        }
    }

    /// <summary>Writes the minutes that were taken and are not written.</summary>
    public async Task WriteAsync(CancellationToken ct)
    {
        await writing.WaitAsync(ct);
        try
        {
            while (First() is { } minute)
            {
                await MetricWrites.UpsertAsync(database, minute, ct);
                lock (gate) unwritten.Remove(minute);       // unless it had to give way meanwhile
            }

            if (broken) Recovered(logger);
            broken = false;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            if (!broken) NotWritten(logger, error.Message, options.Value.UnwrittenMinutes);
            broken = true;
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>What is known of containers and not written yet, the minute that goes on included; and which run and minutes that is, since some may be written by now.</summary>
    public UnwrittenMinutes Unwritten(IReadOnlyList<string> containerIds)
    {
        lock (gate)
        {
            var ids = containerIds.ToHashSet();
            var rows = unwritten.SelectMany(minute => minute.Where(m => ids.Contains(m.ContainerId))).ToList();
            var since = taken + 1 ?? MetricMinute.Of(clock.GetUtcNow());
            foreach (var id in ids) rows.AddRange(Minutes(id, since, MetricMinute.Of(clock.GetUtcNow()) + 1));
            return new(run, rows.Count == 0 ? int.MaxValue : rows.Min(m => m.Minute), rows);
        }
    }

    /// <inheritdoc />
    public void Dispose() => writing.Dispose();

    private static int NewRun() => Random.Shared.Next(1, int.MaxValue);

    private MetricMinute[]? First()
    {
        lock (gate) return unwritten.First?.Value;
    }

    private IEnumerable<MetricMinute> Minutes(string containerId, int from, int until)
    {
        // A minute more than asked for, since the first moment's traffic is told from the one before it.
        var moments = hub.Moments(containerId, Math.Min(StatsFeed.Kept, (MetricMinute.Of(clock.GetUtcNow()) - from + 2) * MomentsInMinute));
        for (var minute = from; minute < until && moments.Count > 0; minute++)
        {
            if (MetricFigures.Of(moments, MetricMinute.Start(minute), MetricMinute.Start(minute + 1)) is { } figures)
                yield return new(containerId, minute, run, figures);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Minutes of metrics cannot be written: {Reason} Up to {Limit} of them wait, and are written when the database takes them.")]
    private static partial void NotWritten(ILogger logger, string reason, int limit);

    [LoggerMessage(LogLevel.Information, "Minutes of metrics are written again.")]
    private static partial void Recovered(ILogger logger);

    [LoggerMessage(LogLevel.Error, "{Lost} minutes of metrics are lost: the database did not take them, and only {Limit} wait (Metrics:UnwrittenMinutes).")]
    private static partial void Lost(ILogger logger, int lost, int limit);
}

/// <summary>Minutes that are not in the database yet, or were not a moment ago.</summary>
/// <param name="Run">Of which run.</param>
/// <param name="Since">From this minute on: rows of the run in the database from then on are the same as these.</param>
/// <param name="Minutes">They.</param>
internal sealed record UnwrittenMinutes(int Run, int Since, IReadOnlyList<MetricMinute> Minutes);
