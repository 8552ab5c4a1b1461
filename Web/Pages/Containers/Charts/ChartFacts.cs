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
/// <param name="Limit">What may be used at most; null when nothing limits it.</param>
/// <param name="LimitIsTop">Whether the full height is the limit.</param>
/// <param name="Text">A value for people.</param>
/// <param name="Of">What the value is of.</param>
public sealed record ChartFacts(string Key, string Title, IReadOnlyList<ChartLine> Lines, double? Limit, bool LimitIsTop, Func<double, string> Text, string Of)
{
    /// <summary>What the full height means.</summary>
    public double Top
    {
        get
        {
            var most = Lines.SelectMany(l => l.Points).Select(p => p.Average).DefaultIfEmpty(0).Max();
            return LimitIsTop && Limit is { } limit ? Math.Max(limit, most) : NiceTop(most);
        }
    }

    /// <summary>What stands beside it, from the top to the bottom.</summary>
    public IReadOnlyList<string> Scale => [Text(Top), Text(Top / 2), "0"];

    /// <summary>The charts of a container.</summary>
    public static IReadOnlyList<ChartFacts> For(ContainerFacts c, SeriesFacts s) =>
    [
        new("cpu", "CPU", [new("cpu", "", s.Cpu)], c.CpuLimit, true, Quantities.Cores, $"of {Quantities.Cores(c.CpuLimit)} cores"),
        new("memory", "Memory", [new("memory", "", s.Memory)], c.MemoryLimit, true, Quantities.Megabytes, $"of {Quantities.Megabytes(c.MemoryLimit)} MB"),
        new("network", "Network", [new("received", "received", s.Received), new("sent", "sent", s.Sent)], null, false, Rate, ""),
        new("disk", "Disk", [new("read", "read", s.Read), new("written", "written", s.Written)], null, false, Rate, ""),
        new("pids", "Processes", [new("pids", "", s.Pids)], c.PidsLimit, false, v => Math.Round(v).ToString("0", System.Globalization.CultureInfo.InvariantCulture), $"of {c.PidsLimit}"),
    ];

    /// <summary>The next number above that reads well, as its half does: 1, 2 or 4 times a power of ten, for bytes in kB, MB or GB.</summary>
    private double NiceTop(double most)
    {
        var unit = 1.0;
        if (Key is "network" or "disk") for (unit = 1024; unit * 1024 <= most; unit *= 1024) { }
        var value = Math.Max(most / unit, Key == "pids" ? 4 : 1);
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return unit * power * new[] { 1, 2, 4, 10 }.First(step => step * power >= value);
    }

    private static string Rate(double value) => $"{Quantities.Bytes(value)}/s";
}
