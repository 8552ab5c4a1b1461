using System.Globalization;

namespace GraphPlatform.GraphQL.Types;

/// <summary>RFC 3339 in UTC with <c>Z</c>; milliseconds, or seven digits where the time is finer.</summary>
internal static class DateTimeText
{
    public static string Format(DateTimeOffset value)
    {
        Span<char> text = stackalloc char[40];
        value.UtcDateTime.TryFormat(text, out var length, Pattern(value), CultureInfo.InvariantCulture);
        return new string(text[..length]);
    }

    public static int Format(DateTimeOffset value, Span<byte> utf8)
    {
        value.UtcDateTime.TryFormat(utf8, out var length, Pattern(value), CultureInfo.InvariantCulture);
        return length;
    }

    private static string Pattern(DateTimeOffset value) =>
        value.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "yyyy-MM-ddTHH:mm:ss.fffZ" : "yyyy-MM-ddTHH:mm:ss.fffffffZ";
}
