namespace GraphPlatform.Web.Pages.Containers.Charts;

/// <summary>What the full height of a chart means: what is seen fills it. scale.js says the same.</summary>
/// <param name="Unit">What its numbers count in; null for bytes in the largest unit that fits.</param>
/// <param name="Least">The least that the full height means, in units.</param>
public sealed record ChartScale(double? Unit, double Least)
{
    // From a quarter of the limit on, the limit fits above what is seen. Below, both at once would make a flat line of it.
    private const double NearLimit = 4;

    /// <summary>The full height for a largest value.</summary>
    /// <param name="most">The largest value that is seen.</param>
    /// <param name="limit">What may be used at most; null when nothing limits it.</param>
    public double Top(double most, double? limit)
    {
        if (limit is not { } bound) return NiceTop(most);
        return most * NearLimit >= bound ? Math.Max(bound, most) : Math.Min(bound, NiceTop(most));
    }

    /// <summary>The next number above that reads well, as its half does: 1, 2 or 4 times a power of ten.</summary>
    private double NiceTop(double most)
    {
        var unit = Unit ?? 1024;
        while (Unit is null && unit * 1024 <= most) unit *= 1024;
        var value = Math.Max(most / unit, Least);
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return unit * power * new[] { 1, 2, 4, 10 }.First(step => step * power >= value);
    }
}
