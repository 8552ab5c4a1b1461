using System.Globalization;

namespace GraphPlatform.Web.Parts;

/// <summary>Lengths of time as people type them: <c>90 s</c>, <c>5 min</c>, <c>2 h</c>. A number alone is seconds.</summary>
public static class Durations
{
    /// <summary>The rule, where something does not read.</summary>
    public const string Rule = "A time such as 90 s, 5 min or 2 h.";

    private static readonly (string Unit, double Seconds)[] Units =
        [("ms", 0.001), ("s", 1), ("sec", 1), ("m", 60), ("min", 60), ("h", 3600), ("d", 86400)];

    /// <summary>Without loss, in one unit.</summary>
    public static string Plain(TimeSpan span) => span.Ticks switch
    {
        > 0 when span.Ticks % TimeSpan.TicksPerHour == 0 => $"{span.Ticks / TimeSpan.TicksPerHour} h",
        > 0 when span.Ticks % TimeSpan.TicksPerMinute == 0 => $"{span.Ticks / TimeSpan.TicksPerMinute} min",
        _ => $"{span.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s",
    };

    /// <summary>Reads one; null when it is none.</summary>
    public static TimeSpan? Parse(string? text)
    {
        text = text?.Trim().ToLowerInvariant() ?? "";
        var digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c is '.' or ',').Count();
        if (!double.TryParse(text[..digits].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
        var unit = text[digits..].Trim();
        var seconds = unit.Length == 0 ? 1 : Units.FirstOrDefault(u => u.Unit == unit).Seconds;
        return seconds > 0 && number * seconds < 1e9 ? TimeSpan.FromSeconds(number * seconds) : null;
    }
}
