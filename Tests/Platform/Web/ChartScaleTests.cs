using GraphPlatform.Web.Pages.Containers.Charts;
using GraphPlatform.Web.Parts;

namespace GraphPlatform.Tests.Platform.Web;

/// <summary>What the full height of a chart means, on the server and in the script.</summary>
public sealed class ChartScaleTests
{
    private const double Mega = 1 << 20;

    /// <summary>Largest value, limit, unit, least, and the full height.</summary>
    public static TheoryData<double, double?, double?, double, double> Heights => new()
    {
        { 0.004, 1.0, 1.0, 0.002, 0.004 },                  // 0.4 % of a core
        { 0.001, 1.0, 1.0, 0.002, 0.002 },
        { 0, 1.0, 1.0, 0.002, 0.002 },
        { 0.2, 1.0, 1.0, 0.002, 0.2 },
        { 0.25, 1.0, 1.0, 0.002, 1 },                       // near the limit: it is drawn
        { 1.3, 1.0, 1.0, 0.002, 1.3 },
        { 0, 0.001, 1.0, 0.002, 0.001 },                    // never more than the limit for nothing
        { 0.6 * Mega, 512 * Mega, Mega, 1, Mega },
        { 70 * Mega, 512 * Mega, Mega, 1, 100 * Mega },
        { 130 * Mega, 512 * Mega, Mega, 1, 512 * Mega },
        { 0, null, null, 1, 1024 },
        { 3000, null, null, 1, 4096 },
        { 3 * Mega, null, null, 1, 4 * Mega },
        { 7, null, 1.0, 4, 10 },
    };

    [Theory]
    [MemberData(nameof(Heights))]
    public void What_is_seen_fills_the_chart(double most, double? limit, double? unit, double least, double top) =>
        Assert.Equal(top, new ChartScale(unit, least).Top(most, limit), 9);

    [SkippableFact]
    public async Task The_script_says_the_same()
    {
        var inputs = Heights.Select(h => new { most = (double)h[0]!, limit = (double?)h[1], unit = (double?)h[2], least = (double)h[3]! }).ToList();
        var heights = inputs.Select(i => new ChartScale(i.unit, i.least).Top(i.most, i.limit));
        Assert.Equal(heights, await Node.CallAsync<double>("charts/scale.js", "topOf", inputs));

        double[] cores = [0, 0.00004, 0.001, 0.0031, 0.01, 0.0312, 0.09999, 0.1, 0.5, 1];
        Assert.Equal(cores.Select(Quantities.FineCores), await Node.CallAsync<string>("format.js", "fineCores", cores.Cast<object>()));
    }
}
