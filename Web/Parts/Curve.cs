using System.Text;

namespace GraphPlatform.Web.Parts;

/// <summary>Samples as an SVG path whose full height is the limit, so that two rows compare at a glance; sparkline.js draws the same.</summary>
public static class Curve
{
    /// <summary>The line through the samples, the newest at the right edge.</summary>
    /// <param name="samples">The oldest first.</param>
    /// <param name="limit">What the full height means.</param>
    /// <param name="width">Of the view box.</param>
    /// <param name="height">Of the view box.</param>
    /// <param name="places">How many samples the full width holds; fewer begin further right.</param>
    public static string Line(IReadOnlyList<double> samples, double limit, double width, double height, int places)
    {
        if (samples.Count == 0) return "";
        var path = new StringBuilder();
        var first = Math.Max(0, samples.Count - places);
        for (var i = first; i < samples.Count; i++)
        {
            var x = width - ((samples.Count - 1 - i) * width / (places - 1));
            var y = height - (Math.Clamp(limit <= 0 ? 0 : samples[i] / limit, 0, 1) * height);
            path.Append(i == first ? 'M' : 'L').Append(Quantities.Plain(Math.Round(x, 1))).Append(' ').Append(Quantities.Plain(Math.Round(y, 1)));
        }

        return path.ToString();
    }

    /// <summary>The area under the line.</summary>
    public static string Area(IReadOnlyList<double> samples, double limit, double width, double height, int places)
    {
        var line = Line(samples, limit, width, height, places);
        if (line.Length == 0) return "";
        var left = width - ((Math.Min(samples.Count, places) - 1) * width / (places - 1));
        return $"{line}L{Quantities.Plain(width)} {Quantities.Plain(height)}L{Quantities.Plain(Math.Round(left, 1))} {Quantities.Plain(height)}Z";
    }
}
