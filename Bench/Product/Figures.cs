namespace GraphPlatform.Bench.Product;

/// <summary>Figures of repeated measurements.</summary>
internal static class Figures
{
    /// <summary>The value that as many are above as below.</summary>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)Math.Clamp(Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    public static double Median(IEnumerable<double> values) => Percentile(values, 0.5);
}
