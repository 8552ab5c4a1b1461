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
