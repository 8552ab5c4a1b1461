using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Metrics;
using GraphPlatform.Platform.Metrics.Rollups;
using GraphPlatform.Platform.Runtime;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Alerts;

/// <summary>What is known now of the containers that rules look at.</summary>
internal sealed class AlertReadings(StatsHub hub, DateTimeOffset now)
{
    /// <summary>The samples that are looked at: those since the evaluation before, and a little more.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);
    private const int Samples = 30;
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(60);

    /// <summary>What another server follows is known by its newest minute.</summary>
    private const int NewestMinutes = 3;

    private readonly Dictionary<string, (Container Container, List<Instance> Instances, MetricFigures? Figures)> known = [];

    /// <summary>The containers.</summary>
    public IEnumerable<Container> Containers => known.Values.Select(k => k.Container);

    /// <summary>Loads them.</summary>
    public static async Task<AlertReadings> LoadAsync(VisibleSets all, IReadOnlyCollection<string> organizations, StatsHub hub, DateTimeOffset now, CancellationToken ct)
    {
        var readings = new AlertReadings(hub, now);
        var containers = all.Containers.Where(c => organizations.Contains(c.OrganizationId) && !c.Deleting);
        foreach (var container in await containers.ToListAsync(ct)) readings.known[container.Id] = (container, [], readings.Fresh(container.Id));
        foreach (var instance in await all.Instances.Where(i => containers.Any(c => c.Id == i.ContainerId)).ToListAsync(ct))
            if (readings.known.TryGetValue(instance.ContainerId, out var entry)) entry.Instances.Add(instance);

        var unknown = readings.known.Values.Where(k => k.Figures is null && k.Instances.Exists(i => i.Status == InstanceStatus.Running)).Select(k => k.Container.Id).ToList();
        var since = MetricMinute.Of(now) - NewestMinutes;
        if (unknown.Count == 0) return readings;
        foreach (var newest in (await all.MetricMinutes.Where(m => unknown.Contains(m.ContainerId) && m.Minute >= since).ToListAsync(ct)).GroupBy(m => m.ContainerId).Select(g => g.MaxBy(m => m.Minute)!))
            readings.known[newest.ContainerId] = readings.known[newest.ContainerId] with { Figures = newest.Figures };
        return readings;
    }

    /// <summary>What a rule reads of a container.</summary>
    public AlertReading Of(AlertMetric metric, string containerId)
    {
        if (!known.TryGetValue(containerId, out var of)) return AlertReading.Unknown;
        var (container, instances, figures) = of;
        var running = instances.Count(i => i.Status == InstanceStatus.Running);
        if (metric == AlertMetric.NotRunning)
            return AlertReading.Of(container is { ShouldRun: true, Power: PowerState.Active } ? Math.Max(0, container.Replicas - running) : 0);
        if (metric == AlertMetric.Crashes) return AlertReading.Of(instances.Select(Crashes).DefaultIfEmpty(0).Max());
        if (running == 0) return AlertReading.Nothing;
        return figures is { } f ? AlertReading.Of(Value(metric, f, container.Allowed, running)) : AlertReading.Unknown;
    }

    private static double Value(AlertMetric metric, in MetricFigures f, Resources limit, int instances) => metric switch
    {
        AlertMetric.Cpu => f.CpuAverage,
        AlertMetric.CpuPercent => f.CpuAverage * 100_000 / (limit.CpuMillis * (double)instances),
        AlertMetric.Memory => f.MemoryAverage,
        AlertMetric.MemoryPercent => f.MemoryAverage * 100.0 / (limit.MemoryBytes * (double)instances),
        AlertMetric.NetworkReceived => f.NetworkReceived * 1000.0 / f.CoveredMs,
        AlertMetric.NetworkSent => f.NetworkSent * 1000.0 / f.CoveredMs,
        AlertMetric.BlockRead => f.BlockRead * 1000.0 / f.CoveredMs,
        AlertMetric.BlockWritten => f.BlockWritten * 1000.0 / f.CoveredMs,
        _ => f.PidsMax,
    };

    private double Crashes(Instance instance) =>
        instance is { Status: InstanceStatus.Running, StartedAt: { } started } && now - started >= Steady ? 0 : instance.Crashes;

    private MetricFigures? Fresh(string containerId) => MetricFigures.Of(hub.Moments(containerId, Samples), now - Window, DateTimeOffset.MaxValue);
}
