namespace GraphPlatform.Web.Pages.Containers.Charts;

/// <summary>A time that charts can show; ranges.js says the same.</summary>
/// <param name="Key">In the address.</param>
/// <param name="Name">For people.</param>
/// <param name="Span">How long it is.</param>
/// <param name="Axis">What stands under it, from its beginning to now.</param>
public sealed record ChartRange(string Key, string Name, TimeSpan Span, IReadOnlyList<string> Axis)
{
    /// <summary>All of them, the shortest first.</summary>
    public static IReadOnlyList<ChartRange> All { get; } =
    [
        new("5m", "5 min", TimeSpan.FromMinutes(5), ["5 min ago", "4", "3", "2", "1", "now"]),
        new("1h", "1 h", TimeSpan.FromHours(1), ["60 min ago", "45", "30", "15", "now"]),
        new("6h", "6 h", TimeSpan.FromHours(6), ["6 h ago", "5", "4", "3", "2", "1", "now"]),
        new("24h", "24 h", TimeSpan.FromHours(24), ["24 h ago", "18", "12", "6", "now"]),
        new("7d", "7 d", TimeSpan.FromDays(7), ["7 d ago", "6", "5", "4", "3", "2", "1", "now"]),
        new("30d", "30 d", TimeSpan.FromDays(30), ["30 d ago", "24", "18", "12", "6", "now"]),
    ];

    /// <summary>The one that an address names; the first unless it names one.</summary>
    public static ChartRange Of(string? key) => All.FirstOrDefault(r => r.Key == key) ?? All[0];
}
