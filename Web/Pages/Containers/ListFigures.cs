namespace GraphPlatform.Web.Pages.Containers;

/// <summary>The figures above a list: what its containers do and use together. figures.js keeps them right.</summary>
public sealed class ListFigures(IReadOnlyList<ContainerRow> rows)
{
    private IEnumerable<ContainerRow> Alive => rows.Where(r => r.Up is not null);

    /// <summary>Containers that run.</summary>
    public int Running => rows.Count(r => r.Look.IsRunning);

    /// <summary>All.</summary>
    public int Count => rows.Count;

    /// <summary>What the others do: <c>1 deploying, 2 stopped</c>.</summary>
    public string Others => string.Join(", ", rows.Where(r => !r.Look.IsRunning).GroupBy(r => r.Look.Head.Word).OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => $"{g.Count()} {g.Key.ToLowerInvariant()}"));

    /// <summary>Cores in use.</summary>
    public double Cpu => Alive.Sum(r => r.Stats?.Cpu ?? 0);

    /// <summary>Cores that those that run may use.</summary>
    public double CpuLimit => Alive.Sum(r => r.CpuLimit);

    /// <summary>Bytes in use.</summary>
    public double Memory => Alive.Sum(r => r.Stats?.MemoryBytes ?? 0);

    /// <summary>Bytes that those that run may use.</summary>
    public double MemoryLimit => Alive.Sum(r => r.MemoryLimit);

    /// <summary>Bytes a second received, between the two newest samples.</summary>
    public double Received => Alive.Sum(r => Rate(r, s => s.NetworkReceivedBytes));

    /// <summary>Bytes a second sent.</summary>
    public double Sent => Alive.Sum(r => Rate(r, s => s.NetworkSentBytes));

    private static double Rate(ContainerRow row, Func<StatsSample, long> counter)
    {
        if (row.StatsHistory is not [.., var earlier, var latest]) return 0;
        var seconds = (latest.At - earlier.At).TotalSeconds;
        return seconds <= 0 ? 0 : Math.Max(0, (counter(latest) - counter(earlier)) / seconds);
    }
}
