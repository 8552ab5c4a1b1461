using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Metrics;
using GraphPlatform.Platform.Metrics.Rollups;
using GraphPlatform.Tests.Platform.Quotas;

namespace GraphPlatform.Tests.Platform.Metrics;

/// <summary>A world with a container whose samples a test makes up.</summary>
internal sealed class MetricWorld : IAsyncDisposable
{
    private StatsSample counters;

    private MetricWorld(QuotaWorld world, string containerId) => (World, ContainerId) = (world, containerId);

    public QuotaWorld World { get; }

    public string ContainerId { get; }

    public TestClock Clock => World.Database.Clock;

    public MinuteRollups Rollups => World.Database.Get<MinuteRollups>();

    public static async Task<MetricWorld> OpenAsync(DatabaseProvider kind = DatabaseProvider.Sqlite, Dictionary<string, string?>? settings = null)
    {
        var world = await QuotaWorld.OpenAsync(kind, settings);
        world.Database.Clock.Advance(TimeSpan.FromSeconds(55));     // 03:05:00
        return new(world, (await world.CreateAsync("web", start: false)).Container!.Id);
    }

    /// <summary>A sample each second, of an instance that uses so much.</summary>
    public void Run(int seconds, double cpu = 0.5, long memory = 100, long received = 10, int pids = 3, string instance = "ins_1", StatsHub? hub = null, string? containerId = null)
    {
        for (var i = 0; i < seconds; i++)
        {
            var before = counters;
            counters = new(Clock.GetUtcNow(), cpu, memory, before.NetworkRxBytes + received, 0, 0, 0, pids);
            (hub ?? World.Database.Get<StatsHub>()).Publish(containerId ?? ContainerId, instance, counters, Traffic.Between(before, counters));
            Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>The instance starts anew, and its counters at zero.</summary>
    public void RestartCounters() => counters = counters with { NetworkRxBytes = 0 };

    public Task WriteAsync(bool last = false)
    {
        Rollups.Take(last);
        return Rollups.WriteAsync(CancellationToken.None);
    }

    public async Task<IReadOnlyList<MetricPoint>> PointsAsync(MetricKind kind, TimeSpan back, TimeSpan? step = null, Caller? caller = null)
    {
        var (metrics, now) = (World.Database.Get<MetricService>(), Clock.GetUtcNow());
        var series = await metrics.SeriesAsync(caller ?? World.Ada, [ContainerId], metrics.Plan(World.Ada, now - back, now, step), CancellationToken.None);
        return series.GetValueOrDefault(ContainerId, MetricSeries.Empty).Of(kind);
    }

    public Task<string> RollUpAsync() => World.Database.Get<HourRollups>().RollUpAsync(Caller.System("test"), CancellationToken.None);

    public Task<string> RemoveOldAsync() => World.Database.Get<HourRollups>().RemoveOldAsync(Caller.System("test"), CancellationToken.None);

    public async Task<IReadOnlyList<MetricMinute>> MinutesAsync()
    {
        await using var db = await World.Database.ContextAsync();
        return [.. db.Set<MetricMinute>().OrderBy(m => m.Minute).ThenBy(m => m.Samples)];
    }

    public async Task<IReadOnlyList<MetricHour>> HoursAsync()
    {
        await using var db = await World.Database.ContextAsync();
        return [.. db.Set<MetricHour>().OrderBy(h => h.Hour)];
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
