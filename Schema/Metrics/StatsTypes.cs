using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Metrics;

namespace GraphPlatform.Schema.Metrics;

/// <summary>What a container's running instances use together, at one moment.</summary>
[ObjectType<ContainerStats>]
public static class ContainerStatsType
{
    /// <summary>When.</summary>
    public static DateTimeOffset At([Parent] ContainerStats stats) => stats.Sample.At;

    /// <summary>Cores in use: 0.5 is half of one.</summary>
    public static double Cpu([Parent] ContainerStats stats) => Math.Round(stats.Sample.CpuCores, 4);

    /// <summary>Memory in use, without page cache that could be given back.</summary>
    public static long MemoryBytes([Parent] ContainerStats stats) => stats.Sample.MemoryBytes;

    /// <summary>Bytes received by all instances since the server measures the container, those that are gone included. Never falls while the server runs, and begins at zero when it starts.</summary>
    public static long NetworkReceivedBytes([Parent] ContainerStats stats) => stats.Sample.NetworkRxBytes;

    /// <summary>Bytes sent by all instances since the server measures the container, those that are gone included. Never falls while the server runs, and begins at zero when it starts.</summary>
    public static long NetworkSentBytes([Parent] ContainerStats stats) => stats.Sample.NetworkTxBytes;

    /// <summary>Bytes read from disk by all instances since the server measures the container, those that are gone included. Never falls while the server runs, and begins at zero when it starts.</summary>
    public static long BlockReadBytes([Parent] ContainerStats stats) => stats.Sample.BlockReadBytes;

    /// <summary>Bytes written to disk by all instances since the server measures the container, those that are gone included. Never falls while the server runs, and begins at zero when it starts.</summary>
    public static long BlockWrittenBytes([Parent] ContainerStats stats) => stats.Sample.BlockWriteBytes;

    /// <summary>Processes and threads.</summary>
    public static int Pids([Parent] ContainerStats stats) => stats.Sample.Pids;
}

/// <summary>Stats as they are taken.</summary>
[SubscriptionType]
public static class StatsSubscriptions
{
    /// <summary>A sample a second while the container runs. A client that is slower gets the latest.</summary>
    [EventStream(Shared = true, Overflow = StreamOverflow.Latest, Capacity = 16)]
    public static Task<IAsyncEnumerable<ContainerStats>> ContainerStatsAsync([ID] string id, Caller caller, StatsService stats, CancellationToken ct) =>
        stats.FollowAsync(caller, id, ct);
}
