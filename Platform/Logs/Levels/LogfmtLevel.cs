namespace GraphPlatform.Platform.Logs.Levels;

/// <summary>Reads the level of <c>key=value</c> pairs. What is in quotes or braces belongs to a value.</summary>
internal static class LogfmtLevel
{
    /// <summary>The level that the pairs at the beginning of <paramref name="text"/> say.</summary>
    /// <param name="text">Begins with a key.</param>
    /// <param name="mustGoOn">Whether a second pair has to follow the first: one alone after a word is a part of a sentence.</param>
    public static LogLevel? Of(ReadOnlySpan<byte> text, bool mustGoOn)
    {
        LogLevel? second = null;
        while (!text.IsEmpty)
        {
            text = text.TrimStart(" \t"u8);
            var length = text.IndexOfAny(" =\""u8);
            if (length < 0) return second;
            if (text[length] != '=')
            {
                // "pid=1 class=Job ERROR: …": a word of the line's own comes first.
                if (LevelWords.Of(text[..Math.Min(length, text[..length].IndexOf((byte)':') is >= 0 and var colon ? colon : length)]).Level is not null
                    && !text[..length].ContainsAnyInRange((byte)'a', (byte)'z')) return second;
                text = text[length] == '"' ? text[(length + Quoted(text[length..]))..] : text[(length + 1)..];
                continue;
            }

            var key = LevelKeys.Of(text[..length]);
            text = text[(length + 1)..];
            var value = text[..Value(text)];
            text = text[value.Length..];
            if (mustGoOn && !BeginsPair(text)) return null;
            mustGoOn = false;
            if (key.Rank == 0 || value.IsEmpty) continue;

            // A bare number is mostly an option's value: compression level=3.
            if (value[0] is >= (byte)'0' and <= (byte)'9' && key.Scale != LevelScale.OpenTelemetry) continue;
            if (LevelValues.Of(value, key.Scale) is not { } level) continue;
            if (key.Rank == 1) return level;
            second ??= level;
        }

        return second;
    }

    private static bool BeginsPair(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart((byte)' ');
        return text.IndexOfAny(" =\""u8) is > 0 and var end && text[end] == '=';
    }

    /// <summary>The length of a value: quoted, in braces, or up to a blank.</summary>
    private static int Value(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return 0;
        if (text[0] == '"') return Quoted(text);
        if (text[0] == '\'' && text[1..].IndexOf((byte)'\'') is >= 0 and var quote) return quote + 2;
        if (text[0] is (byte)'{' or (byte)'[' && Braced(text) is { } braced) return braced;
        var end = text.IndexOfAny((byte)' ', (byte)'\t');
        return end < 0 ? text.Length : end;
    }

    private static int Quoted(ReadOnlySpan<byte> text)
    {
        var at = 1;
        while (at < text.Length && text[at..].IndexOfAny((byte)'"', (byte)'\\') is >= 0 and var found)
        {
            at += found;
            if (text[at] == '"') return at + 1;
            at += 2;
        }

        return text.Length;
    }

    private static int? Braced(ReadOnlySpan<byte> text)
    {
        var depth = 0;
        for (var at = 0; at < text.Length && text[at..].IndexOfAny("{}[]"u8) is >= 0 and var found; at++)
        {
            at += found;
            depth += text[at] is (byte)'{' or (byte)'[' ? 1 : -1;
            if (depth == 0) return at + 1;
        }

        return null;
    }
}
