using System.Globalization;

namespace GraphPlatform.Web.Parts;

/// <summary>Times and lengths of time as people read them; format.js says the same.</summary>
public static class Times
{
    /// <summary>For a datetime attribute.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>The exact time: <c>2025-11-20 14:06:57 UTC</c>.</summary>
    public static string Exact(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>The time of day of a log line.</summary>
    public static string OfDay(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary><c>11 s ago</c>, <c>in 3 min</c>, <c>now</c>.</summary>
    public static string Relative(DateTimeOffset at, DateTimeOffset now)
    {
        var past = now - at;
        if (past.Duration() < TimeSpan.FromSeconds(1)) return "now";
        return past > TimeSpan.Zero ? Span(past) + " ago" : "in " + Span(-past);
    }

    /// <summary>The two largest units: <c>6 d 4 h</c>, <c>1 h 52 min</c>, <c>48 s</c>.</summary>
    public static string Span(TimeSpan span) => span.Duration() switch
    {
        { TotalMinutes: < 1 } s => $"{s.Seconds} s",
        { TotalHours: < 1 } s => $"{s.Minutes} min",
        { TotalDays: < 1 } s => s.Minutes == 0 ? $"{s.Hours} h" : $"{s.Hours} h {s.Minutes} min",
        var s => s.Hours == 0 ? $"{s.Days} d" : $"{s.Days} d {s.Hours} h",
    };

    /// <summary>How long something took: <c>0.3 s</c>, <c>4.2 s</c>, <c>2 min</c>.</summary>
    public static string Took(TimeSpan span) => span.TotalSeconds switch
    {
        < 1 => $"{Math.Round(span.TotalMilliseconds)} ms",
        < 60 => $"{span.TotalSeconds:0.0} s",
        _ => Span(span),
    };
}
