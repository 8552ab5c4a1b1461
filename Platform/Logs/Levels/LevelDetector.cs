namespace GraphPlatform.Platform.Logs.Levels;

/// <summary>Finds the level in a line as programs write it: JSON, logfmt, a syslog or klog prefix, or a word near the beginning. Allocates nothing.</summary>
internal static class LevelDetector
{
    // A level stands near the beginning; what comes later is what the line is about.
    private const int WordsWithin = 160;
    private const int KeysWithin = 4096;

    /// <summary>The level; null when the line does not say.</summary>
    public static LogLevel? Detect(ReadOnlySpan<byte> line)
    {
        var text = AnsiText.Skip(line).TrimStart((byte)' ');
        if (text.IsEmpty) return null;
        return text[0] switch
        {
            (byte)'{' => JsonLevel(text[..Math.Min(text.Length, KeysWithin)]),
            (byte)'<' when Syslog(text) is { } level => level,
            (byte)'I' or (byte)'W' or (byte)'E' or (byte)'F' when Klog(text) is { } level => level,
            _ => Logfmt(text[..Math.Min(text.Length, KeysWithin)]) ?? Word(text[..Math.Min(text.Length, WordsWithin)]),
        };
    }

    /// <summary>Whether a line goes on what the one before began, as lines of a stack trace do.</summary>
    public static bool Continues(ReadOnlySpan<byte> line) => line is [(byte)' ' or (byte)'\t', ..] || line.StartsWith("Caused by:"u8) || line.StartsWith("---> "u8);

    private static LogLevel? JsonLevel(ReadOnlySpan<byte> text)
    {
        foreach (var at in new KeyPlaces(text, "level\""u8, "severity\""u8, "lvl\""u8, "@l\""u8))
        {
            var rest = text[at..].TrimStart((byte)' ');
            if (rest is not [(byte)':', ..]) continue;
            rest = rest[1..].TrimStart((byte)' ');
            var level = rest is [(byte)'"', ..] ? LevelWords.Of(rest[1..UpTo(rest, 1)]) : LevelWords.OfNumber(rest);
            if (level is not null) return level;
        }

        return null;
    }

    private static LogLevel? Logfmt(ReadOnlySpan<byte> text)
    {
        foreach (var at in new KeyPlaces(text, "level="u8, "lvl="u8, "severity="u8))
        {
            var rest = text[at..];
            if (rest is [(byte)'"', ..]) rest = rest[1..];
            if (LevelWords.Of(rest[..UpTo(rest, 0)]) is { } level) return level;
        }

        return null;
    }

    /// <summary>sd-daemon(3): <c>&lt;3&gt;</c>, a syslog priority.</summary>
    private static LogLevel? Syslog(ReadOnlySpan<byte> text)
    {
        var end = text[..Math.Min(text.Length, 5)].IndexOf((byte)'>');
        if (end < 2 || !System.Buffers.Text.Utf8Parser.TryParse(text[1..end], out int priority, out var length) || length != end - 1) return null;
        return (priority & 7) switch
        {
            < 3 => LogLevel.Fatal,
            3 => LogLevel.Error,
            4 => LogLevel.Warn,
            7 => LogLevel.Debug,
            _ => LogLevel.Info,
        };
    }

    /// <summary>Kubernetes' klog: <c>E0102 15:04:05</c>.</summary>
    private static LogLevel? Klog(ReadOnlySpan<byte> text)
    {
        if (text.Length < 6 || text[5] != ' ' || text[1..5].ContainsAnyExceptInRange((byte)'0', (byte)'9')) return null;
        return text[0] switch
        {
            (byte)'I' => LogLevel.Info,
            (byte)'W' => LogLevel.Warn,
            (byte)'E' => LogLevel.Error,
            _ => LogLevel.Fatal,
        };
    }

    /// <summary>The first word that is a level: in capitals anywhere; otherwise in brackets, before a colon or a bar, as loggers put it, and not in a sentence.</summary>
    private static LogLevel? Word(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == AnsiText.Escape)
            {
                at += AnsiText.Length(text[at..]);
                continue;
            }

            if (!IsLetter(text[at]))
            {
                at++;
                continue;
            }

            var length = 1;
            while (at + length < text.Length && IsWord(text[at + length])) length++;
            var before = at == 0 ? (byte)' ' : text[at - 1];
            var after = at + length == text.Length ? (byte)' ' : text[at + length];
            if (length <= LevelWords.Longest && Begins(before) && Ends(after)
                && LevelWords.Of(text.Slice(at, length)) is { } level
                && (!text.Slice(at, length).ContainsAnyInRange((byte)'a', (byte)'z') || Marks(after)))
                return level;
            at += length;
        }

        return null;
    }

    private static int UpTo(ReadOnlySpan<byte> text, int start)
    {
        var length = text[start..].IndexOfAnyExcept(LevelWords.Letters);
        return length < 0 ? text.Length : start + length;
    }

    private static bool IsLetter(byte b) => (byte)((b | 0x20) - 'a') < 26;

    private static bool IsWord(byte b) => IsLetter(b) || (byte)(b - '0') < 10 || b is (byte)'_' or (byte)'-' or >= 0x80;

    private static bool Begins(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'[' or (byte)'(' or (byte)'<' or (byte)'|' or (byte)':' or (byte)'"' or (byte)'m';

    private static bool Ends(byte b) => b is (byte)' ' or (byte)'\t' or (byte)']' or (byte)')' or (byte)'>' or (byte)'|' or (byte)':' or (byte)',' or (byte)'"' or AnsiText.Escape;

    private static bool Marks(byte b) => b is (byte)']' or (byte)')' or (byte)'>' or (byte)'|' or (byte)':' or AnsiText.Escape;

    /// <summary>Where some keys' values begin. A key begins a word.</summary>
    private readonly ref struct KeyPlaces(ReadOnlySpan<byte> text, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> fourth = default)
    {
        private readonly int place0 = Place(text, first);
        private readonly int place1 = Place(text, second);
        private readonly int place2 = Place(text, third);
        private readonly int place3 = fourth.IsEmpty ? -1 : Place(text, fourth);

        public Enumerator GetEnumerator() => new(place0, place1, place2, place3);

        private static int Place(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key)
        {
            for (var from = 0; text[from..].IndexOf(key) is >= 0 and var found; from += found + 1)
            {
                var at = from + found;
                if (at == 0 || text[at - 1] is (byte)' ' or (byte)'"' or (byte)'.' or (byte)',' or (byte)'{') return at + key.Length;
            }

            return -1;
        }

        public struct Enumerator(int place0, int place1, int place2, int place3)
        {
            private int next;

            public int Current { get; private set; }

            public bool MoveNext()
            {
                while (next < 4)
                {
                    Current = next++ switch { 0 => place0, 1 => place1, 2 => place2, _ => place3 };
                    if (Current >= 0) return true;
                }

                return false;
            }
        }
    }
}
