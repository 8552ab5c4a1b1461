using System.Globalization;
using System.Buffers.Text;

namespace GraphPlatform.Platform.Logs.Levels;

/// <summary>
/// Reads the level of a JSON object: of its own keys, and of the objects that libraries put it into. Goes over everything else in jumps. What is malformed or cut ends the search.
/// </summary>
internal ref struct JsonLevel
{
    private const int LongestValue = 64;

    private readonly ReadOnlySpan<byte> text;
    private int at;
    private LogLevel? second;       // of a key of the second rank, or of a nested object
    private bool isBroken;
    private bool isRecord;
    private bool hasTemplate;
    private bool hasTime;
    private bool hasMongoTime;

    private JsonLevel(ReadOnlySpan<byte> text) => this.text = text;

    /// <summary>Whether <paramref name="text"/> begins as an object does.</summary>
    public static bool IsObject(ReadOnlySpan<byte> text) => text.Length > 1 && text[0] == '{' && (text[1] == '"' || text[1..].TrimStart(" \t"u8) is [(byte)'"', ..]);

    /// <summary>The level of the object at the beginning of <paramref name="text"/>.</summary>
    /// <param name="text">Begins with a brace.</param>
    /// <param name="asRecord">Whether the object must look like a log record, as one that text stands before.</param>
    public static LogLevel? Of(ReadOnlySpan<byte> text, bool asRecord)
    {
        var json = new JsonLevel(text);
        var level = json.Object(Place.Own, needRecord: asRecord) ?? json.second;
        if (asRecord && !json.isRecord) return null;

        // Serilog's compact format leaves Information away.
        return level ?? (json.hasTime && json.hasTemplate ? LogLevel.Info : null);
    }

    /// <summary>Where an object stands: keys mean other things in nested ones.</summary>
    private enum Place
    {
        Own,

        /// <summary>In <c>log</c>, <c>record</c> and other wrappers: levels have the same keys.</summary>
        Wrapped,

        /// <summary>The level itself is an object, as of loguru and log4js.</summary>
        Level,
    }

    /// <summary>Reads an object: a nested one to its end, the line's own until its level is known.</summary>
    private LogLevel? Object(Place place, bool needRecord)
    {
        LogLevel? found = null;
        at++;
        while (TryKey(out var key))
        {
            if (place == Place.Own) Note(key, needRecord);
            if (!TryValue(place, key, ref found)) break;
            if (place == Place.Own && found is not null && (!needRecord || isRecord)) return found;
            SkipBlanks();
            if (at < text.Length && text[at] == ',') at++;
        }

        return found;
    }

    /// <summary>Reads a key up to its value.</summary>
    /// <returns>False at the end of the object, and where no key is.</returns>
    private bool TryKey(out ReadOnlySpan<byte> key)
    {
        key = default;
        SkipBlanks();
        if (at < text.Length && text[at] == '}')
        {
            at++;
            return false;
        }

        isBroken = true;
        if (!TryString(out key)) return false;
        SkipBlanks();
        if (at >= text.Length || text[at++] != ':') return false;
        SkipBlanks();
        isBroken = at >= text.Length;
        return !isBroken;
    }

    /// <summary>Reads or skips a value.</summary>
    /// <returns>Whether it is whole.</returns>
    private bool TryValue(Place place, ReadOnlySpan<byte> key, scoped ref LogLevel? found)
    {
        var known = place == Place.Level ? OfLevelObject(key) : LevelKeys.Of(key);
        if (text[at] == '{' && place != Place.Level && (known.Rank > 0 || (place == Place.Own && IsWrapper(key))))
        {
            // The line's own key wins over a nested one, which may be an option.
            var nested = Object(known.Rank > 0 ? Place.Level : Place.Wrapped, needRecord: false);
            if (known.Rank == 1) found ??= nested;
            else if (place == Place.Own) second ??= nested;
            return !isBroken;
        }

        var isMongo = place == Place.Own && hasMongoTime && key is [(byte)'s'];
        if (known.Rank == 0 && !isMongo) return SkipValue();
        LogLevel? level;
        if (text[at] == '"')
        {
            isBroken = !TryString(out var raw);
            if (isBroken) return false;
            level = OfString(raw, known.Scale);
        }
        else
        {
            var start = at;
            if (!SkipValue()) return false;
            level = Utf8Parser.TryParse(text[start..at], out int number, out var length) && (length == at - start || text[start + length] is (byte)'.' or (byte)' ')
                ? LevelValues.OfNumber(number, known.Scale) : null;
        }

        if (known.Rank == 1 || isMongo) found ??= level;
        else if (place == Place.Own) second ??= level;
        return true;
    }

    private void Note(ReadOnlySpan<byte> key, bool needRecord)
    {
        isRecord |= needRecord && LevelKeys.IsOfRecord(key);
        if (key.Length is 0 or > 3) return;
        hasMongoTime |= key is [(byte)'t'] && text[at] == '{';
        hasTime |= key is [(byte)'@', (byte)'t'];
        hasTemplate |= key is [(byte)'@', (byte)'m'] or [(byte)'@', (byte)'m', (byte)'t'];
    }

    private static bool IsWrapper(ReadOnlySpan<byte> key) => key.Length is >= 3 and <= 7 && (key.SequenceEqual("log"u8) || key.SequenceEqual("record"u8) || key.SequenceEqual("_meta"u8) || key.SequenceEqual("syslog"u8)
        || key.SequenceEqual("@fields"u8));

    private static LevelKey OfLevelObject(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("name"u8) || key.SequenceEqual("label"u8) || key.SequenceEqual("levelStr"u8) || key.SequenceEqual("standardLevel"u8) ? new(1)
        : key.SequenceEqual("no"u8) ? new(1, LevelScale.Python) : default;

    private static LogLevel? OfString(ReadOnlySpan<byte> raw, LevelScale scale)
    {
        if (raw.Length > LongestValue) return null;
        if (!raw.Contains((byte)'\\')) return LevelValues.Of(raw, scale);
        Span<byte> plain = stackalloc byte[LongestValue];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\' || i + 1 == raw.Length)
            {
                plain[length++] = raw[i];
                continue;
            }

            // Only ASCII matters here: whatever else is no part of a level's word.
            plain[length++] = raw[++i] switch
            {
                (byte)'u' when i + 4 < raw.Length && ushort.TryParse(raw.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, null, out var unit) => unit < 0x80 ? (byte)unit : (byte)'?',
                (byte)'u' or (byte)'n' or (byte)'r' or (byte)'t' or (byte)'b' or (byte)'f' => (byte)' ',
                var other => other,
            };
            if (raw[i] == 'u') i = Math.Min(i + 4, raw.Length);
        }

        return LevelValues.Of(plain[..length], scale);
    }

    private void SkipBlanks()
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t') at++;
    }

    /// <summary>A string without its quotes, its escapes as they are.</summary>
    private bool TryString(out ReadOnlySpan<byte> raw)
    {
        raw = default;
        if (at >= text.Length || text[at] != '"') return false;
        var start = ++at;
        while (text[at..].IndexOfAny((byte)'"', (byte)'\\') is >= 0 and var found)
        {
            at += found;
            if (text[at] == '"')
            {
                raw = text[start..at++];
                return true;
            }

            at += 2;
            if (at > text.Length) break;
        }

        at = text.Length;
        return false;
    }

    private bool SkipValue()
    {
        isBroken = !(text[at] switch
        {
            (byte)'"' => TryString(out _),
            (byte)'{' or (byte)'[' => SkipNested(),
            _ => SkipScalar(),
        });
        return !isBroken;
    }

    private bool SkipScalar()
    {
        while (at < text.Length && text[at] is not ((byte)',' or (byte)'}')) at++;
        return at < text.Length;
    }

    private bool SkipNested()
    {
        var depth = 0;
        while (at < text.Length)
        {
            switch (text[at])
            {
                case (byte)'"':
                    if (!TryString(out _)) return false;
                    continue;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)'}' or (byte)']':
                    depth--;
                    break;
            }

            at++;
            if (depth == 0) return true;
        }

        return false;
    }
}
