using System.Buffers;

namespace GraphPlatform.Platform.Transfers;

/// <summary>
/// Text as a cell of a CSV file (RFC 4180). A spreadsheet takes a cell that begins with <c>= + - @</c>, a tab or a carriage return for a formula, and whoever a program prints for could write one:
/// such a cell begins with an apostrophe, which spreadsheets show as text.
/// </summary>
internal static class CsvCell
{
    private static readonly SearchValues<byte> Special = SearchValues.Create("\",\r\n"u8);

    /// <summary>Writes a text that somebody else chose. Figures of our own are not written by this: -2.5 stays a number.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        var isFormula = Begins(text);
        if (!text.ContainsAny(Special))
        {
            if (isFormula) output.Write("'"u8);
            output.Write(text);
            return;
        }

        output.Write(isFormula ? "\"'"u8 : "\""u8);
        for (var next = text.IndexOf((byte)'"'); next >= 0; next = text.IndexOf((byte)'"'))
        {
            output.Write(text[..(next + 1)]);
            output.Write("\""u8);
            text = text[(next + 1)..];
        }

        output.Write(text);
        output.Write("\""u8);
    }

    /// <summary>Some spreadsheets take the wide forms of the signs for the same.</summary>
    private static bool Begins(ReadOnlySpan<byte> text) =>
        text is [(byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r' or (byte)'\n', ..]
        || text.StartsWith("＝"u8) || text.StartsWith("＋"u8) || text.StartsWith("－"u8) || text.StartsWith("＠"u8);
}
