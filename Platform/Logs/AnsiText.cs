namespace GraphPlatform.Platform.Logs;

/// <summary>Terminal sequences inside of text: colours are kept in what is stored, and passed over where words are looked for.</summary>
internal static class AnsiText
{
    public const byte Escape = 0x1b;

    /// <summary>The length of the sequence at the beginning of <paramref name="text"/>, which begins with an escape (ECMA-48, 5.4).</summary>
    public static int Length(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[1] != '[') return Math.Min(2, text.Length);
        var end = text[2..].IndexOfAnyInRange((byte)0x40, (byte)0x7e);
        return end < 0 ? text.Length : end + 3;
    }

    /// <summary>Without the sequences at the beginning.</summary>
    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> text)
    {
        while (text is [Escape, ..]) text = text[Length(text)..];
        return text;
    }

    /// <summary>Copies <paramref name="text"/> without its sequences.</summary>
    /// <returns>The bytes written.</returns>
    public static int Strip(ReadOnlySpan<byte> text, Span<byte> plain)
    {
        var written = 0;
        while (!text.IsEmpty)
        {
            var next = text.IndexOf(Escape);
            var run = next < 0 ? text : text[..next];
            run.CopyTo(plain[written..]);
            written += run.Length;
            if (next < 0) break;
            text = text[next..];
            text = text[Length(text)..];
        }

        return written;
    }
}
