using GraphPlatform.Web.Parts;

namespace GraphPlatform.Web.Pages.Containers.Charts;

/// <summary>The charts of a container in a time.</summary>
/// <param name="Container">Whose.</param>
/// <param name="Range">Of how long.</param>
/// <param name="Now">The right edge.</param>
public sealed record ChartsFacts(ContainerFacts Container, ChartRange Range, DateTimeOffset Now)
{
    /// <summary>The left edge.</summary>
    public DateTimeOffset From => Now - Range.Span;

    /// <summary>How far apart points are: the API chooses it.</summary>
    public TimeSpan Step => TimeSpan.FromSeconds(Range.Key switch { "5m" => 2, "1h" or "6h" => 60, "24h" => 300, "7d" => 3600, _ => 10_800 });

    /// <summary>They.</summary>
    public IReadOnlyList<ChartFacts> All => ChartFacts.For(Container, Container.Series);

    /// <summary>Rollouts in the time, and where they lie in percent of the width.</summary>
    public IEnumerable<(int Number, double At, DateTimeOffset CreatedAt)> Rollouts =>
        Container.Deployments.Nodes.Where(d => d.CreatedAt >= From && d.CreatedAt <= Now).Select(d => (d.Number, Math.Round((d.CreatedAt - From) / Range.Span * 100, 2), d.CreatedAt));

    /// <summary>A line's path.</summary>
    public Curve Draw(ChartFacts chart, ChartLine line) =>
        Curve.Between([.. line.Points.Select(p => new Measure(p.At, p.Average))], From, Range.Span, Step, chart.Top, 600, 112);

    /// <summary>A line's value now; a dash while nothing runs.</summary>
    public string Latest(ChartFacts chart, ChartLine line) => Container.IsAlive && line.Points is [.., var last] ? chart.Text(last.Average) : "—";
}
