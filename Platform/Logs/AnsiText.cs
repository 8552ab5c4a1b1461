using System.Buffers;

namespace GraphPlatform.Platform.Logs;

/// <summary>
/// Terminal sequences inside of text: colours are kept in what is stored, and passed over where words are looked for. The grammar is that of ECMA-48 (5.3 to 5.6) and ECMA-35, in UTF-8:
/// an escape, intermediates 0x20 to 0x2F, one final byte 0x30 to 0x7E; control sequences (CSI); strings (DCS, SOS, OSC, PM, APC) up to BEL or ST; the same from U+0080 to U+009F; SO and SI.
/// Tests/Platform/Logs/ansi-samples.json holds what this, LogText.cs and ansi.js have to agree on.
/// </summary>
internal static class AnsiText
{
    public const byte Escape = 0x1b;

    // U+0080 to U+009F are C2 and the same byte.
    private const byte C1Lead = 0xc2;
    private const byte ShiftOut = 0x0e;
    private const byte ShiftIn = 0x0f;
    private const byte Bell = 0x07;
    private const byte StringTerminator = 0x9c;

    private static readonly SearchValues<byte> Starts = SearchValues.Create(Escape, C1Lead, ShiftOut, ShiftIn);
    private static readonly SearchValues<byte> StringEnds = SearchValues.Create(Bell, Escape, C1Lead);

    /// <summary>Whether a sequence stands at the beginning of <paramref name="text"/>.</summary>
    public static bool IsStart(ReadOnlySpan<byte> text) => text is [Escape or ShiftOut or ShiftIn, ..] or [C1Lead, >= 0x80 and <= 0x9f, ..];

    /// <summary>Where the next sequence begins; -1 when there is none.</summary>
    public static int IndexOf(ReadOnlySpan<byte> text)
    {
        for (var from = 0; text[from..].IndexOfAny(Starts) is >= 0 and var found; from += found + 1)
            if (IsStart(text[(from + found)..])) return from + found;
        return -1;
    }

    /// <summary>The length of the sequence at the beginning of <paramref name="text"/>. One that is not finished ends where the text does, or with what cannot belong to it.</summary>
    public static int Length(ReadOnlySpan<byte> text)
    {
        if (text[0] == C1Lead)
        {
            return text[1] switch
            {
                0x9b => Control(text, 2),

                // Text that was encoded twice has such characters too: what has no end before the next of them is no string, so that nothing is lost.
                0x90 or 0x98 or 0x9d or 0x9e or 0x9f => String(text, 2, isC1: true, out var isFinished) is var end && isFinished ? end : 2,
                _ => 2,
            };
        }

        if (text[0] != Escape || text.Length < 2) return 1;
        return text[1] switch
        {
            (byte)'[' => Control(text, 2),
            (byte)']' or (byte)'P' or (byte)'X' or (byte)'^' or (byte)'_' => String(text, 2, isC1: false, out _),
            _ => Final(text, Run(text, 1, 0x20, 0x2f), 0x30),
        };
    }

    /// <summary>Without the sequences at the beginning.</summary>
    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> text)
    {
        while (IsStart(text)) text = text[Length(text)..];
        return text;
    }

    /// <summary>Copies <paramref name="text"/> without its sequences.</summary>
    /// <returns>The bytes written.</returns>
    public static int Strip(ReadOnlySpan<byte> text, Span<byte> plain)
    {
        var written = 0;
        while (!text.IsEmpty)
        {
            var next = IndexOf(text);
            var run = next < 0 ? text : text[..next];
            run.CopyTo(plain[written..]);
            written += run.Length;
            if (next < 0) break;
            text = text[next..];
            text = text[Length(text)..];
        }

        return written;
    }

    private static int Control(ReadOnlySpan<byte> text, int from) => Final(text, Run(text, Run(text, from, 0x30, 0x3f), 0x20, 0x2f), 0x40);

    private static int Run(ReadOnlySpan<byte> text, int from, byte first, byte last)
    {
        while (from < text.Length && text[from] >= first && text[from] <= last) from++;
        return from;
    }

    private static int Final(ReadOnlySpan<byte> text, int at, byte first) => at < text.Length && text[at] >= first && text[at] <= 0x7e ? at + 1 : at;

    /// <summary>Up to BEL or ST; another escape ends the string as well, and begins its own sequence.</summary>
    private static int String(ReadOnlySpan<byte> text, int from, bool isC1, out bool isFinished)
    {
        isFinished = true;
        for (; text[from..].IndexOfAny(StringEnds) is >= 0 and var found; from++)
        {
            from += found;
            if (text[from] == Bell) return from + 1;
            var next = from + 1 < text.Length ? text[from + 1] : (byte)0;
            if (text[from] == C1Lead && next == StringTerminator) return from + 2;
            if (text[from] == Escape && next == '\\') return from + 2;
            if (text[from] != Escape && !(isC1 && next is >= 0x80 and <= 0x9f)) continue;
            isFinished = false;
            return from;
        }

        isFinished = false;
        return text.Length;
    }
}
