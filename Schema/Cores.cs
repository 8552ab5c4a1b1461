namespace GraphPlatform.Schema;

/// <summary>CPU in cores, as the API has it, to thousandths of a core. Rounded down, so that what is below a limit stays below: -0.0001 is no 0.</summary>
internal static class Cores
{
    /// <summary>Thousandths of a core; the most or least that fits where it is beyond that.</summary>
    public static int? Millis(double? cores) => cores is { } wanted ? (int)Math.Clamp(Floor(wanted), int.MinValue, int.MaxValue) : null;

    // As a decimal 0.57 × 1000 is 570, as a double a little less.
    private static double Floor(double cores) => Math.Abs(cores) < 1e9 ? (double)Math.Floor((decimal)cores * 1000) : cores * 1000;
}
