using System.IO.Pipelines;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Transfers;
using GraphPlatform.Platform.Metrics;
using GraphPlatform.Platform.Metrics.Rollups;
using GraphPlatform.Tests.Platform.Database;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Tests.Platform.Metrics;

public sealed class RollupTests
{
    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_minute_has_averages_the_most_and_the_bytes_of_it_though_counters_start_anew(DatabaseProvider kind)
    {
        await using var world = await MetricWorld.OpenAsync(kind);
        world.Run(30, cpu: 0.2, memory: 100, received: 10);
        world.RestartCounters();
        world.Run(30, cpu: 0.4, memory: 300, received: 20, pids: 7);
        await world.WriteAsync();

        var minute = Assert.Single(await world.MinutesAsync()).Figures;
        Assert.Equal((60, 0.3, 0.4, 200, 300, 900, 7), (minute.Samples, Math.Round(minute.CpuAverage, 6), minute.CpuMax, minute.MemoryAverage, minute.MemoryMax, minute.NetworkReceived, minute.PidsMax));
        Assert.Equal(60_000, minute.CoveredMs);
        Assert.Equal(15, Assert.Single(await world.PointsAsync(MetricKind.NetworkReceived, TimeSpan.FromHours(1))).Average);
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_second_belongs_to_one_minute_and_written_twice_it_is_there_once(DatabaseProvider kind)
    {
        await using var world = await MetricWorld.OpenAsync(kind);
        world.Run(61, received: 1);
        await world.WriteAsync();
        await world.WriteAsync();
        Assert.Equal([60], (await world.MinutesAsync()).Select(m => m.Samples));
        world.Run(59, received: 1);
        await world.WriteAsync();
        Assert.Equal([(60, 60L), (60, 60L)], (await world.MinutesAsync()).Select(m => (m.Samples, m.NetworkReceived)));

        // Whoever does not know whether a write was done repeats it.
        await MetricWrites.UpsertAsync(world.World.Database.Get<StateDatabase>(), await world.MinutesAsync(), CancellationToken.None);
        Assert.Equal(120, (await world.MinutesAsync()).Sum(m => m.NetworkReceived));
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_restart_in_the_middle_of_a_minute_adds_to_it(DatabaseProvider kind)
    {
        await using var world = await MetricWorld.OpenAsync(kind);
        world.Run(20, cpu: 0.1, received: 10);
        await world.WriteAsync(last: true);

        var hub = new StatsHub();
        using var next = Restarted(world, hub);
        world.Run(40, cpu: 0.4, received: 10, hub: hub);
        next.Take(last: false);
        await next.WriteAsync(CancellationToken.None);
        Assert.Equal([20, 40], (await world.MinutesAsync()).Select(m => m.Samples));
        var point = Assert.Single(await world.PointsAsync(MetricKind.Cpu, TimeSpan.FromHours(1)));
        Assert.Equal((0.3, 0.4), (point.Average, point.Max));
        Assert.Equal(10, Assert.Single(await world.PointsAsync(MetricKind.NetworkReceived, TimeSpan.FromHours(1))).Average);
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Hours_are_the_same_however_often_they_are_made_and_outlive_their_minutes(DatabaseProvider kind)
    {
        await using var world = await MetricWorld.OpenAsync(kind);
        world.Run(60, cpu: 0.1, memory: 100, received: 10);
        world.Run(60, cpu: 0.5, memory: 300, received: 10);
        await world.WriteAsync();
        await world.RollUpAsync();
        await world.RollUpAsync();
        var hour = Assert.Single(await world.HoursAsync()).Figures;
        Assert.Equal((120, 0.3, 0.5, 200, 300, 1200), (hour.Samples, Math.Round(hour.CpuAverage, 6), hour.CpuMax, hour.MemoryAverage, hour.MemoryMax, hour.NetworkReceived));
        world.Run(60, received: 10);
        await world.WriteAsync();
        await world.RollUpAsync();
        Assert.Equal(1800, Assert.Single(await world.HoursAsync()).NetworkReceived);

        // A day later its minutes are gone, and with some of them gone it is not made again.
        world.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(2));
        Assert.StartsWith("1 minutes", await world.RemoveOldAsync(), StringComparison.Ordinal);
        await world.RollUpAsync();
        Assert.Equal(1800, Assert.Single(await world.HoursAsync()).NetworkReceived);
        Assert.Equal(10, Assert.Single(await world.PointsAsync(MetricKind.NetworkReceived, TimeSpan.FromDays(7))).Average);
        world.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal("2 minutes and 1 hours removed", await world.RemoveOldAsync());
        Assert.Empty(await world.HoursAsync());
    }

    [Fact]
    public async Task A_clock_that_is_set_back_adds_to_the_minutes_that_come_again()
    {
        await using var world = await MetricWorld.OpenAsync();
        world.Run(360, received: 1);
        await world.WriteAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(-6));
        world.Run(60, received: 1);
        await world.WriteAsync();       // here it is noticed
        world.Run(60, received: 1);
        await world.WriteAsync();
        var minutes = await world.MinutesAsync();
        Assert.Equal((6, 5, 360), (minutes.Count, minutes.Select(m => m.Minute).Distinct().Count(), (int)minutes.Sum(m => m.NetworkReceived)));
    }

    [Fact]
    public async Task While_the_database_is_away_minutes_wait_up_to_a_limit_are_shown_and_are_written_when_it_is_back()
    {
        await using var world = await MetricWorld.OpenAsync(settings: new() { ["Metrics:UnwrittenMinutes"] = "2" });
        await world.WriteAsync();
        await using (var db = await world.World.Database.ContextAsync()) await ExecuteAsync(db, "ALTER TABLE \"MetricMinutes\" RENAME TO \"Away\"");
        for (var i = 0; i < 3; i++)
        {
            world.Run(60);
            await world.WriteAsync();
        }

        await using (var db = await world.World.Database.ContextAsync()) await ExecuteAsync(db, "ALTER TABLE \"Away\" RENAME TO \"MetricMinutes\"");
        Assert.Equal(2, (await world.PointsAsync(MetricKind.Cpu, TimeSpan.FromHours(1))).Count);
        world.Run(60);
        await world.WriteAsync();
        Assert.Equal(2, (await world.MinutesAsync()).Count);
        Assert.Equal(2, (await world.PointsAsync(MetricKind.Cpu, TimeSpan.FromHours(1))).Count);
    }

    [Fact]
    public async Task Replicas_are_added_up_and_time_in_which_nothing_ran_is_a_gap()
    {
        await using var world = await MetricWorld.OpenAsync();
        var hub = world.World.Database.Get<StatsHub>();
        for (var i = 0; i < 60; i++)
        {
            foreach (var instance in new[] { "ins_1", "ins_2" })
                hub.Publish(world.ContainerId, instance, new(world.Clock.GetUtcNow(), 0.25, 100, 0, 0, 0, 0, 1), new(5, 0, 0, 0));
            world.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        hub.Ended(world.ContainerId, "ins_1");
        hub.Ended(world.ContainerId, "ins_2");
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        world.Run(60);
        await world.WriteAsync();
        var (first, second) = await world.PointsAsync(MetricKind.Cpu, TimeSpan.FromHours(1)) is [var a, var b] ? (a, b) : throw new InvalidOperationException("Not two points.");
        Assert.Equal((0.5, TimeSpan.FromMinutes(4)), (first.Average, second.At - first.At));
        Assert.Equal(10, (await world.PointsAsync(MetricKind.NetworkReceived, TimeSpan.FromHours(1)))[0].Average);
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_viewer_sees_them_and_a_stranger_nothing(DatabaseProvider kind)
    {
        await using var world = await MetricWorld.OpenAsync(kind);
        world.Run(60);
        await world.WriteAsync();
        Assert.Single(await world.PointsAsync(MetricKind.Cpu, TimeSpan.FromHours(1), caller: await world.World.MemberAsync(Role.Viewer)));
        foreach (var stranger in new[] { await PageTests.UserAsync(world.World.Database, "eve@example.com"), world.World.Root, Caller.Anonymous })
            Assert.Empty(await world.PointsAsync(MetricKind.Cpu, TimeSpan.FromHours(1), caller: stranger));
    }

    [Fact]
    public async Task A_table_has_a_line_for_each_minute_in_which_something_ran_and_none_for_a_stranger()
    {
        await using var world = await MetricWorld.OpenAsync();
        world.Run(60, cpu: 0.25, memory: 1 << 20, received: 10);
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        world.Run(60, cpu: 0.5);
        await world.WriteAsync();
        var (exports, now) = (world.World.Database.Get<MetricExportService>(), world.Clock.GetUtcNow());
        var link = await exports.LinkAsync(world.World.Ada, world.ContainerId, now.AddHours(-1), now, null, CancellationToken.None);
        var content = await world.World.Database.Get<DownloadService>().OpenAsync(Caller.Anonymous, link.Path[DownloadService.PathPrefix.Length..], CancellationToken.None);
        using var file = new MemoryStream();
        await content.WriteAsync(PipeWriter.Create(file), CancellationToken.None);
        var lines = System.Text.Encoding.UTF8.GetString(file.ToArray()).Split("\r\n");
        Assert.StartsWith("at,cpu_cores_average,cpu_cores_max,memory_bytes_average", lines[0], StringComparison.Ordinal);
        Assert.Equal("2026-01-02T03:05:00Z,0.25,0.25,1048576,1048576,10,10,0,0,0,0,0,0,3,3", lines[1]);
        Assert.StartsWith("2026-01-02T03:09:00Z,0.5,", lines[2], StringComparison.Ordinal);
        Assert.Equal((4, "", "web-metrics-20260102-021000-20260102-031000.csv"), (lines.Length, lines[3], content.FileName));

        var eve = await PageTests.UserAsync(world.World.Database, "eve@example.com");
        Assert.Equal(ErrorCode.NotFound, (await Assert.ThrowsAsync<PlatformException>(() => exports.LinkAsync(eve, world.ContainerId, now.AddHours(-1), now, null, CancellationToken.None))).Code);
    }

    private static MinuteRollups Restarted(MetricWorld world, StatsHub hub) => new(
        hub, world.World.Database.Get<StateDatabase>(), world.World.Database.Get<IOptions<MetricOptions>>(), world.Clock, NullLogger<MinuteRollups>.Instance);

    private static async Task ExecuteAsync(PlatformDb db, string sql) => await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(db.Database, sql);
}
