namespace GraphPlatform.Platform.Logs.Levels;

/// <summary>
/// Looks for a level among what loggers put before a message: times, names, numbers, brackets. Ends with the first words of a sentence, so most lines are read for some bytes only.
/// </summary>
internal ref struct WordLevel(ReadOnlySpan<byte> text, bool atBeginning)
{
    private const int Within = 200;

    // Names that may stand before a level: of a host, a program, a thread.
    private const int NamesAfterTime = 3;
    private const int NamesWithoutTime = 1;

    private readonly ReadOnlySpan<byte> text = text;
    private readonly bool atBeginning = atBeginning;
    private int at;
    private int names;
    private bool timed;             // a time stands before
    private bool numbered;          // a number stands directly before
    private bool pairsRead;
    private byte open;              // the bracket that is open
    private byte before = (byte)' ';
    private byte sign = (byte)' ';  // the last byte that is no blank
    private bool ended;

    /// <summary>What the line says.</summary>
    public LevelFinding Find()
    {
        var end = Math.Min(text.Length, Within);
        while (at < end && !ended)
        {
            var b = text[at];
            if (LevelText.IsLetter(b))
            {
                if (Word() is { } found) return found;
            }
            else if (LevelText.IsDigit(b))
            {
                Number();
            }
            else if (AnsiText.IsStart(text[at..]))
            {
                at += AnsiText.Length(text[at..]);
            }
            else if (b == '{' && before is (byte)' ' or (byte)'\t' or (byte)'|' or (byte)':' && JsonLevel.IsObject(text[at..]))
            {
                var isPrefix = !atBeginning && (timed || names + (at > 0 ? 1 : 0) <= NamesWithoutTime || sign == '|');
                return isPrefix ? new(JsonLevel.Of(text[at..], asRecord: true)) : default;
            }
            else
            {
                Sign(b);
            }
        }

        return default;
    }

    private void Sign(byte b)
    {
        at++;
        before = b;
        if (b is (byte)' ' or (byte)'\t') return;
        if (b == '"' && text[at..].IndexOf((byte)'"') is >= 0 and var quote) at += quote + 1;
        sign = b;
        numbered = false;
        if (b == '|' && names <= NamesWithoutTime) names = 0;      // docker compose's prefix
        if (b is (byte)'[' or (byte)'(' or (byte)'{' or (byte)'<') open = b;
        else if (b is (byte)']' or (byte)')' or (byte)'}' or (byte)'>') open = 0;
    }

    /// <summary>A number, a date, a time, an address or an id.</summary>
    private void Number()
    {
        var start = at;
        var separators = 0;
        for (; at < text.Length; at++)
        {
            var b = text[at];
            if (LevelText.IsDigit(b) || b is (byte)'+' or (byte)'_') continue;
            if (b == '-' && IsLevelBetweenDashes()) break;
            var next = at + 1 < text.Length ? text[at + 1] : (byte)' ';
            if (b is (byte)':' or (byte)'.' or (byte)',' or (byte)'/' ? LevelText.IsDigit(next) : b == '-') separators++;
            else if (!LevelText.IsLetter(b)) break;
        }

        var length = at - start;
        numbered = separators == 0;
        if ((separators > 0 && length >= 5) || length >= 9)
        {
            timed = true;
            names = 0;
        }

        before = text[at - 1];
        sign = before;
    }

    /// <summary><c>10:00:00,123-ERROR-shop</c>, and not <c>30-Nov-2026</c>.</summary>
    private readonly bool IsLevelBetweenDashes()
    {
        var word = text[(at + 1)..];
        var length = word.IndexOf((byte)'-');
        return length is > 2 and <= LevelWords.Longest && LevelWords.Of(word[..length]) is { Level: not null, IsValueOnly: false } && !word[..length].ContainsAnyInRange((byte)'a', (byte)'z');
    }

    private LevelFinding? Word()
    {
        var start = at;
        while (++at < text.Length && LevelText.IsWord(text[at]) && !(text[at] >= 0x80 && AnsiText.IsStart(text[at..])))
        {
        }

        var word = text[start..at];
        var after = at < text.Length ? text[at] : (byte)' ';
        var spaced = start == 0 || before is (byte)' ' or (byte)'\t';
        if (before == '-' && word.Contains((byte)'-') && !spaced && timed) return new(LevelWords.Of(word[..word.IndexOf((byte)'-')]).Level);
        if (after is (byte)'=' or (byte)'.' && (spaced || before == '[') && !pairsRead && IsKey())
        {
            pairsRead = true;
            var mayBePairs = names == 0 || (timed && names == 1);
            if (mayBePairs && !(atBeginning && names > 0) && LogfmtLevel.Of(text[start..], mustGoOn: names > 0) is { } level) return new(level);
        }

        if (word.Length == 1 && timed && Letter(word[0], after) is { } letter) return new(letter);
        var known = word.Length <= LevelWords.Longest ? LevelWords.Of(word) : default;
        if (known.Code != 0)
        {
            if (known.IsProse && open == 0 && spaced)
            {
                ended = true;
                return null;
            }

            if (!known.IsValueOnly && Judge(word, known, start, after, spaced) is { } found) return found;
        }

        // DeprecationWarning and others of Python and Node.
        if (after == ':' && word.Length > 7 && word.EndsWith("Warning"u8) && spaced && names <= 1 && !atBeginning) return new(LogLevel.Warn);
        if (after == ' ' && word.Contains((byte)'-') && text[at..].StartsWith(" **"u8) && LevelWords.Of(word[(word.LastIndexOf((byte)'-') + 1)..]).Level is { } ofGlib) return new(ofGlib);
        Count(word, after, spaced);
        before = text[at - 1];
        sign = before;
        numbered = false;
        return null;
    }

    /// <summary>Names and words of a sentence look alike: some are let pass.</summary>
    private void Count(ReadOnlySpan<byte> word, byte after, bool spaced)
    {
        if (open != 0 || !spaced) return;

        // AM and PM belong to the time.
        if (timed && names == 0 && word is [(byte)'A' or (byte)'P', (byte)'M']) return;
        if (after is (byte)' ' or (byte)'\t') names++;
        else if (after is (byte)',' or (byte)';' or (byte)'!' or (byte)'?') names += 2;
        ended = names > (timed ? NamesAfterTime : NamesWithoutTime + 1) || (atBeginning && names > 0 && !timed);
    }

    /// <summary>Whether the word, which may be a level, is one here.</summary>
    private readonly LevelFinding? Judge(ReadOnlySpan<byte> word, LevelWord known, int start, byte after, bool spaced)
    {
        var next = at;
        while (next < text.Length && text[next] is (byte)' ' or (byte)'\t') next++;
        var closing = next < text.Length ? text[next] : (byte)'\n';
        var capitals = !word.ContainsAnyInRange((byte)'a', (byte)'z');
        if (!Begins(spaced, after, capitals)) return null;

        // "fatal error:" is Go's and PHP's; "panic serving" is Go's web server's.
        var rest = text[at..];
        if (known.Level == LogLevel.Fatal && spaced && names <= NamesWithoutTime && (LevelText.BeginsWith(rest, " error:"u8) || rest.StartsWith(" serving "u8))) return new(LogLevel.Fatal);

        var isBoxed = (sign, closing) is ((byte)'[', (byte)']') or ((byte)'|', (byte)'|') or ((byte)'-', (byte)'-') || (closing == '|' && (timed || start == 0))
            || (timed && (sign, closing) is ((byte)'<', (byte)'>')) || ((sign, closing) is ((byte)'(', (byte)')') && (timed || capitals));
        var isInside = (open == '[' && after is (byte)']' or (byte)'/') || (open == '(' && after == ')' && capitals) || AnsiText.IsStart(rest)
            || (after == '[' && capitals) || (after == '\t' && (before == '\t' || timed)) || (text.Length > at + 1 && after == ' ' && text[at + 1] == ' ' && sign >= 0x80);
        var isBeforeColon = after == ':' && (at + 1 == text.Length || text[at + 1] is not ((byte)':' or (byte)'/'));
        if (known.Continues) return isBeforeColon && capitals && timed ? new(null, Continues: true) : null;

        if (isBoxed || isInside) return names <= NamesAfterTime && !(atBeginning && names > 0) ? new(known.Level) : null;
        if (isBeforeColon)
        {
            if (capitals) return Follows() ? new(known.Level) : null;
            return spaced && names <= (timed ? 2 : 1) && !numbered && !(atBeginning && names > 0) ? new(known.Level, IsWeak: true) : null;
        }

        if (!capitals || (known.NeedsMark && !(timed && names == 0 && after == ' '))) return null;
        if (after is (byte)',' or (byte)';') return sign == after || (start == 0 && closing == ',' && at + 1 < text.Length && text[at + 1] is not (byte)' ') ? new(known.Level) : null;
        return after is (byte)' ' or (byte)'\t' && Follows() && !IsAbout(known, rest) ? new(known.Level) : null;
    }

    /// <summary>Whether what stands before the word is what loggers put there.</summary>
    private readonly bool Follows() => names <= (timed ? NamesAfterTime : NamesWithoutTime) && !(numbered && !timed) && !(atBeginning && names > 0);

    private readonly bool Begins(bool spaced, byte after, bool capitals) =>
        spaced || before is (byte)'[' or (byte)'(' or (byte)'|' or (byte)':' or (byte)',' or (byte)';' || (before == '<' && timed)
        || (before is (byte)'#' or (byte)'.' && after is (byte)']' or (byte)':' && (capitals || before == '#')) || (before == '/' && after == ']' && open == '[' && capitals);

    /// <summary>"DEBUG mode is on", "TRACE /path": the word is what the line is about.</summary>
    private readonly bool IsAbout(LevelWord known, ReadOnlySpan<byte> rest) =>
        !timed && (rest.StartsWith(" mode"u8) || rest.StartsWith(" level"u8) || rest.StartsWith(" logging"u8) || rest.StartsWith(" logs"u8) || (known.Level == LogLevel.Trace && rest.StartsWith(" /"u8)));

    private readonly bool IsKey()
    {
        var end = at;
        while (end < text.Length && (LevelText.IsWord(text[end]) || text[end] == '.')) end++;
        return end < text.Length && text[end] == '=';
    }

    /// <summary>MongoDB's <c>I  NETWORK</c>, etcd's <c>E | </c>, Gitea's <c>[I]</c>, TensorFlow's <c>W tensorflow/…</c>, Android's <c>1234  1234 E Tag:</c>.</summary>
    private readonly LogLevel? Letter(byte letter, byte after)
    {
        if (MarkedLevel.OfLetter(letter) is not { } level || names > 0) return null;
        if (open == '[' && before == '[') return after == ']' ? level : null;
        if (after != ' ' || open != 0) return null;
        var rest = text[at..].TrimStart((byte)' ');
        if (rest is [(byte)'|', ..] || numbered) return level;
        var word = 0;
        while (word < rest.Length && (LevelText.IsLetter(rest[word]) || rest[word] == '_')) word++;
        return (word >= 3 && !rest[..word].ContainsAnyInRange((byte)'a', (byte)'z')) || (word > 0 && word < rest.Length && rest[word] == '/') ? level : null;
    }
}
