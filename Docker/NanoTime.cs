using System.Buffers.Text;
using System.Globalization;

namespace GraphPlatform.Docker;

/// <summary>A point in time as the engine counts it: nanoseconds since 1970 UTC. <see cref="DateTimeOffset"/> holds only 100 ns steps.</summary>
/// <param name="UnixNanoseconds">Nanoseconds since 1970-01-01T00:00:00Z.</param>
public readonly record struct NanoTime(long UnixNanoseconds) : IComparable<NanoTime>
{
    private const long PerSecond = 1_000_000_000;

    /// <summary>The same point in time.</summary>
    public static NanoTime From(DateTimeOffset time) => new((time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100);

    /// <summary>The same point in time, rounded down to 100 ns.</summary>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.UnixEpoch.AddTicks(UnixNanoseconds / 100);

    /// <summary>Reads an RFC 3339 time in UTC with up to nine decimals at the start of <paramref name="text"/>, as before each log line. Allocates nothing.</summary>
    /// <param name="text">UTF-8, for example <c>2026-01-02T03:04:05.123456789Z hello</c>.</param>
    /// <param name="time">The time.</param>
    /// <param name="length">How many bytes it took, the Z included.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out NanoTime time, out int length)
    {
        time = default;
        length = 0;
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':'
            || !Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..10], out var day)
            || !Number(text[11..13], out var hour) || !Number(text[14..16], out var minute) || !Number(text[17..19], out var second)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
            return false;

        var at = 19;
        long fraction = 0, unit = PerSecond;
        if (text[at] == '.')
            for (at++; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9' && unit > 1; at++)
                fraction += (text[at] - '0') * (unit /= 10);
        if (at >= text.Length || text[at] != 'Z') return false;

        var seconds = (new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks)
            / TimeSpan.TicksPerSecond;
        if (seconds is > long.MaxValue / PerSecond - 1 or < long.MinValue / PerSecond + 1) return false;
        time = new(seconds * PerSecond + fraction);
        length = at + 1;
        return true;
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int value) =>
        Utf8Parser.TryParse(digits, out value, out var read) && read == digits.Length && value >= 0;

    /// <inheritdoc />
    public int CompareTo(NanoTime other) => UnixNanoseconds.CompareTo(other.UnixNanoseconds);

    /// <summary>Earlier.</summary>
    public static bool operator <(NanoTime left, NanoTime right) => left.UnixNanoseconds < right.UnixNanoseconds;

    /// <summary>Later.</summary>
    public static bool operator >(NanoTime left, NanoTime right) => left.UnixNanoseconds > right.UnixNanoseconds;

    /// <summary>Earlier or the same.</summary>
    public static bool operator <=(NanoTime left, NanoTime right) => left.UnixNanoseconds <= right.UnixNanoseconds;

    /// <summary>Later or the same.</summary>
    public static bool operator >=(NanoTime left, NanoTime right) => left.UnixNanoseconds >= right.UnixNanoseconds;

    /// <summary>As the API's since and until want it: <c>1767323045.123456789</c>.</summary>
    public override string ToString()
    {
        var (seconds, rest) = Math.DivRem(UnixNanoseconds, PerSecond);
        return string.Create(CultureInfo.InvariantCulture, $"{(rest < 0 ? seconds - 1 : seconds)}.{(rest < 0 ? rest + PerSecond : rest):D9}");
    }
}
