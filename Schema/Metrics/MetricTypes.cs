using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Transfers;
using GraphPlatform.Platform.Metrics;

namespace GraphPlatform.Schema.Metrics;

/// <summary>A metric in a stretch of time. Where nothing ran there is no point: a gap is no zero.</summary>
[ObjectType<MetricPoint>]
public static class MetricPointType
{
    /// <summary>When the stretch begins.</summary>
    public static DateTimeOffset At([Parent] MetricPoint point) => point.At;

    /// <summary>On the average.</summary>
    public static double Average([Parent] MetricPoint point) => point.Average;

    /// <summary>At most: in the second that had most; for bytes a second, in the minute or hour that had most.</summary>
    public static double Max([Parent] MetricPoint point) => point.Max;
}

/// <summary>Which metrics to read: all of a container's in the same time are one read.</summary>
/// <param name="ContainerId">Whose.</param>
/// <param name="Range">Of when.</param>
public sealed record MetricKey(string ContainerId, MetricRange Range);

/// <summary>Loads metrics: containers that are asked for the same time are one query.</summary>
public sealed class MetricsLoader(MetricService metrics, Caller caller) : DataLoader<MetricKey, MetricSeries>
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyDictionary<MetricKey, MetricSeries>> LoadBatchAsync(IReadOnlyList<MetricKey> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<MetricKey, MetricSeries>();
        foreach (var same in keys.GroupBy(k => k.Range))
        {
            foreach (var (id, series) in await metrics.SeriesAsync(caller, [.. same.Select(k => k.ContainerId)], same.Key, cancellationToken))
                found[new(id, same.Key)] = series;
        }

        return found;
    }
}

/// <summary>Metrics as a file.</summary>
[MutationType]
public static class MetricMutations
{
    /// <summary>Makes a link that all metrics of a container in a time are downloaded by, as CSV. It changes nothing.</summary>
    public static Task<SignedLink> ExportMetricsAsync(ExportMetricsInput input, Caller caller, MetricExportService exports, CancellationToken ct) =>
        exports.LinkAsync(caller, input.ContainerId, input.From, input.To, input.Step, ct);
}

/// <summary>Which metrics.</summary>
/// <param name="ContainerId">The container.</param>
/// <param name="From">From this time on.</param>
/// <param name="To">Before this time.</param>
/// <param name="Step">How long a line is; without it as for <c>metrics</c>.</param>
public sealed record ExportMetricsInput([ID] string ContainerId, DateTimeOffset From, DateTimeOffset To, TimeSpan? Step = null);
