using GraphPlatform.Web.Parts;

namespace GraphPlatform.Web.Pages.Containers.Charts;

/// <summary>A point of a metric.</summary>
public sealed record MetricFacts(DateTimeOffset At, double Average, double Max);

/// <summary>What was measured of a container in a time.</summary>
public sealed record SeriesFacts(
    IReadOnlyList<MetricFacts> Cpu,
    IReadOnlyList<MetricFacts> Memory,
    IReadOnlyList<MetricFacts> Received,
    IReadOnlyList<MetricFacts> Sent,
    IReadOnlyList<MetricFacts> Read,
    IReadOnlyList<MetricFacts> Written,
    IReadOnlyList<MetricFacts> Pids)
{
    /// <summary>Nothing.</summary>
    public static SeriesFacts None { get; } = new([], [], [], [], [], [], []);
}

/// <summary>A line of a chart.</summary>
/// <param name="Key">By its name in the query.</param>
/// <param name="Name">In the legend; empty when it is the only one.</param>
/// <param name="Points">The oldest first.</param>
public sealed record ChartLine(string Key, string Name, IReadOnlyList<MetricFacts> Points);

/// <summary>A chart; charts.js says the same.</summary>
/// <param name="Key">For the script.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Lines">One or two.</param>
/// <param name="Limit">What may be used at most, when the chart shows it.</param>
/// <param name="Size">What its full height means.</param>
/// <param name="Text">A value for people.</param>
/// <param name="Of">What the value is of.</param>
/// <param name="Unit">What a value of the limit is followed by.</param>
public sealed record ChartFacts(
    string Key, string Title, IReadOnlyList<ChartLine> Lines, double? Limit, ChartScale Size, Func<double, string> Text, string Of, string Unit = "")
{
    /// <summary>What the full height means.</summary>
    public double Top => Size.Top(Lines.SelectMany(l => l.Points).Select(p => p.Average).DefaultIfEmpty(0).Max(), Limit);

    /// <summary>Where the limit is drawn; null when there is none, or when it is above all that is seen.</summary>
    public double? LimitLine => Limit <= Top ? Limit : null;

    /// <summary>What is said of a limit that is too far above to be drawn; empty when it is drawn.</summary>
    public string LimitAbove => Limit is { } limit && LimitLine is null ? $"limit {Text(limit)}{Unit} ↑" : "";

    /// <summary>What stands beside it, from the top to the bottom.</summary>
    public IReadOnlyList<string> Scale => [Text(Top), Text(Top / 2), "0"];

    /// <summary>The charts of a container.</summary>
    public static IReadOnlyList<ChartFacts> For(ContainerFacts c, SeriesFacts s)
    {
        var (cores, megabytes, rate) = (new ChartScale(1, 0.002), new ChartScale(1 << 20, 1), new ChartScale(null, 1));
        return
        [
            new("cpu", "CPU", [new("cpu", "", s.Cpu)], c.CpuLimit, cores, Quantities.FineCores, $"of {Quantities.Cores(c.CpuLimit)} cores", " cores"),
            new("memory", "Memory", [new("memory", "", s.Memory)], c.MemoryLimit, megabytes, Quantities.Megabytes, $"of {Quantities.Megabytes(c.MemoryLimit)} MB", " MB"),
            new("network", "Network", [new("received", "received", s.Received), new("sent", "sent", s.Sent)], null, rate, Rate, ""),
            new("disk", "Disk", [new("read", "read", s.Read), new("written", "written", s.Written)], null, rate, Rate, ""),
            new("pids", "Processes", [new("pids", "", s.Pids)], null, new(1, 4), Whole, $"of {c.PidsLimit}"),
        ];
    }

    private static string Rate(double value) => $"{Quantities.Bytes(value)}/s";

    private static string Whole(double value) => Math.Round(value).ToString("0", System.Globalization.CultureInfo.InvariantCulture);
}
