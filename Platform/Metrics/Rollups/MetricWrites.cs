using System.Globalization;
using GraphPlatform.Platform.Database;

namespace GraphPlatform.Platform.Metrics.Rollups;

/// <summary>The statements that write rollups: one for hundreds of rows, in words that both databases know.</summary>
internal static class MetricWrites
{
    private const int RowsInStatement = 500;

    private static readonly string[] Key = ["ContainerId", "Minute", "Run"];
    private static readonly string[] Figures =
        ["Samples", "CoveredMs", "CpuAverage", "CpuMax", "MemoryAverage", "MemoryMax", "NetworkReceived", "NetworkSent", "BlockRead", "BlockWritten", "PidsMax"];

    private static readonly string Replaced = string.Join(", ", Figures.Select(f => $"\"{f}\" = excluded.\"{f}\""));

    /// <summary>Writes rows; those that are there are written over with the same.</summary>
    public static async Task UpsertAsync(StateDatabase database, IReadOnlyList<MetricMinute> minutes, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        foreach (var rows in minutes.Chunk(RowsInStatement)) await work.ExecuteAsync(Insert(rows.Length), [.. rows.SelectMany(Values)], ct);
        await work.CommitAsync(ct);
    }

    /// <summary>Makes the hours of some minutes anew.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="from">The first hour.</param>
    /// <param name="until">The hour after the last.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How many rows.</returns>
    public static Task<int> SumHoursAsync(Work work, int from, int until, CancellationToken ct) => work.ExecuteAsync(
        $$"""
        INSERT INTO "MetricHours" ("ContainerId", "Hour", {{Names(Figures)}})
        SELECT "ContainerId", "Minute" / 60, SUM("Samples"), SUM("CoveredMs"), SUM("CpuAverage" * "Samples") / SUM("Samples"), MAX("CpuMax"),
          CAST(SUM("MemoryAverage" * "Samples") / SUM("Samples") AS bigint), MAX("MemoryMax"),
          CAST(SUM("NetworkReceived") AS bigint), CAST(SUM("NetworkSent") AS bigint), CAST(SUM("BlockRead") AS bigint), CAST(SUM("BlockWritten") AS bigint), MAX("PidsMax")
        FROM "MetricMinutes" WHERE "Minute" >= {0} AND "Minute" < {1}
        GROUP BY "ContainerId", "Minute" / 60
        ON CONFLICT ("ContainerId", "Hour") DO UPDATE SET {{Replaced}}
        """,
        [from * 60, until * 60],
        ct);

    private static string Insert(int rows)
    {
        var columns = Key.Length + Figures.Length;
        var values = Enumerable.Range(0, rows).Select(row => $"({string.Join(", ", Enumerable.Range(row * columns, columns).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{{i}}}")))})");
        return $"INSERT INTO \"MetricMinutes\" ({Names([.. Key, .. Figures])}) VALUES {string.Join(", ", values)} ON CONFLICT ({Names(Key)}) DO UPDATE SET {Replaced}";
    }

    private static string Names(string[] columns) => string.Join(", ", columns.Select(c => $"\"{c}\""));

    private static object[] Values(MetricMinute m) =>
    [
        m.ContainerId, m.Minute, m.Run, m.Samples, m.CoveredMs, m.CpuAverage, m.CpuMax, m.MemoryAverage, m.MemoryMax, m.NetworkReceived, m.NetworkSent, m.BlockRead, m.BlockWritten, m.PidsMax,
    ];
}
