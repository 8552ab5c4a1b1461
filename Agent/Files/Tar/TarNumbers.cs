using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace GraphPlatform.Agent.Files.Tar;

/// <summary>Numbers in headers of tars.</summary>
internal static class TarNumbers
{
    private const int NanosecondDigits = 9;

    /// <summary>Reads a field: octal digits between spaces and zeros or, as GNU writes what is too large for those, a big-endian number whose first bit is set.</summary>
    /// <returns>Null when it is none, or more than 64 bits.</returns>
    public static long? Read(ReadOnlySpan<byte> field)
    {
        if (field[0] is 0x80 or 0xFF)
        {
            // A sign in the first byte, two's complement in the others.
            var fill = field[0] == 0xFF ? (byte)0xFF : (byte)0;
            var low = field[^8..];
            if (field.Length > 8) return field[1..^8].ContainsAnyExcept(fill) || (low[0] >= 0x80) != (fill == 0xFF) ? null : BinaryPrimitives.ReadInt64BigEndian(low);
            Span<byte> whole = stackalloc byte[8];
            low.CopyTo(whole);
            whole[0] = fill;
            return BinaryPrimitives.ReadInt64BigEndian(whole);
        }

        var digits = TarHeader.Text(field).Trim((byte)' ');
        var number = 0L;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7') return null;
            number = (number << 3) + (digit - '0');         // at most twelve digits, so it never overflows
        }

        return number;
    }

    /// <summary>Reads a whole number of an extended header; null for what is none, is negative, or more than 63 bits.</summary>
    public static long? ReadDecimal(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long number, out var length) && length == text.Length && text.Length > 0 && char.IsAsciiDigit((char)text[0]) ? number : null;

    /// <summary>Reads a time of an extended header: seconds, which may be negative and have a fraction. Digits after the ninth are cut off.</summary>
    public static UnixTime? ReadTime(ReadOnlySpan<byte> text)
    {
        var negative = text.StartsWith("-"u8);
        if (negative) text = text[1..];
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? [] : text[(point + 1)..];
        if (ReadDecimal(whole) is not { } seconds || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return null;
        var nanoseconds = 0;
        for (var i = 0; i < NanosecondDigits; i++) nanoseconds = (nanoseconds * 10) + (i < fraction.Length ? fraction[i] - '0' : 0);
        if (!negative) return new UnixTime(seconds, nanoseconds);
        return nanoseconds == 0 ? new UnixTime(-seconds, 0) : new UnixTime(-seconds - 1, 1_000_000_000 - nanoseconds);
    }

    /// <summary>Writes a time for an extended header.</summary>
    public static string Text(UnixTime time)
    {
        if (time.Nanoseconds == 0) return time.Seconds.ToString(CultureInfo.InvariantCulture);
        var (negative, seconds, nanoseconds) = time.Seconds < 0 ? ("-", -(time.Seconds + 1), 1_000_000_000 - time.Nanoseconds) : ("", time.Seconds, time.Nanoseconds);
        return string.Create(CultureInfo.InvariantCulture, $"{negative}{seconds}.{nanoseconds:D9}").TrimEnd('0');
    }

    /// <summary>Whether a number fits into a field as octal digits.</summary>
    public static bool Fits(long number, int fieldBytes) => number >= 0 && number < 1L << (3 * (fieldBytes - 1));

    /// <summary>Writes octal digits and a zero behind them.</summary>
    public static void Write(long number, Span<byte> field)
    {
        field[^1] = 0;
        for (var i = field.Length - 2; i >= 0; i--, number >>= 3) field[i] = (byte)('0' + (number & 7));
    }

    /// <summary>A whole number as text.</summary>
    public static byte[] Text(long number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));
}
