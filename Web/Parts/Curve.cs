using System.Text;

namespace GraphPlatform.Web.Parts;

/// <summary>Something measured.</summary>
/// <param name="At">When.</param>
/// <param name="Value">How much.</param>
public readonly record struct Measure(DateTimeOffset At, double Value);

/// <summary>
/// Samples as SVG paths whose full height is the limit, so that two rows compare at a glance. A sample stands where its time is, the newest at the right
/// edge. sparkline.js draws the same.
/// </summary>
public sealed class Curve
{
    private Curve(string line, string area) => (Line, Area) = (line, area);

    /// <summary>The line through the samples.</summary>
    public string Line { get; }

    /// <summary>The area under it.</summary>
    public string Area { get; }

    /// <summary>Draws points between two times; where some are missing there is a gap.</summary>
    /// <param name="points">The oldest first.</param>
    /// <param name="from">The left edge.</param>
    /// <param name="span">What the full width means.</param>
    /// <param name="step">How far apart neighbours are.</param>
    /// <param name="top">What the full height means.</param>
    /// <param name="width">Of the view box.</param>
    /// <param name="height">Of the view box.</param>
    public static Curve Between(IReadOnlyList<Measure> points, DateTimeOffset from, TimeSpan span, TimeSpan step, double top, double width, double height)
    {
        var (line, area) = (new StringBuilder(), new StringBuilder());
        double? begun = null, last = null;
        DateTimeOffset? before = null;
        foreach (var point in points)
        {
            var x = Math.Round((point.At - from) / span * width, 1);
            if (x < 0 || x > width) continue;
            var y = Math.Round(height - (Math.Clamp(top <= 0 ? 0 : point.Value / top, 0, 1) * height), 1);
            if (before is null || point.At - before > step * 2.5)
            {
                Close();
                begun = x;
                // One point alone is as wide as its step, so that it is seen.
                line.Append('M').Append(Quantities.Plain(x)).Append(' ').Append(Quantities.Plain(y)).Append("h1");
                area.Append('M').Append(Quantities.Plain(x)).Append(' ').Append(Quantities.Plain(height)).Append('V').Append(Quantities.Plain(y));
            }

            foreach (var path in new[] { line, area }) path.Append('L').Append(Quantities.Plain(x)).Append(' ').Append(Quantities.Plain(y));
            (before, last) = (point.At, x);
        }

        Close();
        return new(line.ToString(), area.ToString());

        void Close()
        {
            if (begun is not null) area.Append('L').Append(Quantities.Plain(last!.Value)).Append(' ').Append(Quantities.Plain(height)).Append('Z');
        }
    }

    /// <summary>Draws samples.</summary>
    /// <param name="samples">The oldest first.</param>
    /// <param name="limit">What the full height means.</param>
    /// <param name="width">Of the view box.</param>
    /// <param name="height">Of the view box.</param>
    /// <param name="span">What the full width means.</param>
    public static Curve Of(IReadOnlyList<Measure> samples, double limit, double width, double height, TimeSpan span)
    {
        if (samples is not [.., var latest]) return new("", "");
        var path = new StringBuilder();
        double? left = null;
        foreach (var sample in samples)
        {
            var x = width - ((latest.At - sample.At) / span * width);
            if (x < 0) continue;
            var y = height - (Math.Clamp(limit <= 0 ? 0 : sample.Value / limit, 0, 1) * height);
            path.Append(left is null ? 'M' : 'L').Append(Quantities.Plain(Math.Round(x, 1))).Append(' ').Append(Quantities.Plain(Math.Round(y, 1)));
            left ??= x;
        }

        var line = path.ToString();
        return new(line, $"{line}L{Quantities.Plain(width)} {Quantities.Plain(height)}L{Quantities.Plain(Math.Round(left!.Value, 1))} {Quantities.Plain(height)}Z");
    }
}
