using System.Globalization;

namespace GraphPlatform.Web.Parts;

/// <summary>Thresholds of alert rules as people type them: <c>80</c>, <c>80 %</c>, <c>1.5</c>, <c>512 MB</c>, <c>10 MB/s</c>.</summary>
public static class Thresholds
{
    /// <summary>The rule, where something does not read.</summary>
    public const string Rule = "A number such as 80, 1.5, 512 MB or 10 MB/s.";

    private static readonly (string Unit, double Factor)[] Units =
        [("", 1), ("%", 1), ("core", 1), ("cores", 1), ("b", 1), ("kb", 1 << 10), ("mb", 1 << 20), ("gb", 1 << 30), ("tb", 1L << 40)];

    /// <summary>Reads one; null when it is none.</summary>
    public static double? Parse(string? text)
    {
        text = text?.Trim().ToLowerInvariant() ?? "";
        if (text.EndsWith("/s", StringComparison.Ordinal)) text = text[..^2].TrimEnd();
        var digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c is '.' or ',').Count();
        if (!double.TryParse(text[..digits].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
        var unit = text[digits..].Trim();
        foreach (var (name, factor) in Units)
            if (name == unit) return number * factor;
        return null;
    }

    /// <summary>As it is typed.</summary>
    public static string Plain(string metric, double value) => metric switch
    {
        "MEMORY" => Quantities.Bytes(value),
        "NETWORK_RECEIVED" or "NETWORK_SENT" or "BLOCK_READ" or "BLOCK_WRITTEN" => $"{Quantities.Bytes(value)}/s",
        _ => Quantities.Plain(value),
    };
}
