using System.Buffers.Text;

namespace GraphPlatform.Platform.Logs.Levels;

/// <summary>Reads the value of a level's key: a word or a number, in colour, in brackets or with a prefix.</summary>
internal static class LevelValues
{
    /// <summary>The level that a value names; null when it names none.</summary>
    public static LogLevel? Of(ReadOnlySpan<byte> value, LevelScale scale)
    {
        while (!value.IsEmpty && !LevelText.IsLetter(value[0]) && !LevelText.IsDigit(value[0])) value = value[(AnsiText.IsStart(value) ? AnsiText.Length(value) : 1)..];
        if (value.IsEmpty) return null;
        if (LevelText.IsDigit(value[0])) return Utf8Parser.TryParse(value, out int number, out var digits) && EndsAt(value[digits..]) ? OfNumber(number, scale) : null;
        var length = 1;
        while (length < value.Length && LevelText.IsLetter(value[length])) length++;
        var rest = value[length..];
        if (LevelWords.Of(value[..length]) is { Level: { } level }) return EndsAt(rest) ? WithOffset(level, rest) : null;

        // Level.ERROR, daemon.err, LOG_ERR, SEVERITY_NUMBER_ERROR
        return rest is [(byte)'.', ..] || (rest is [(byte)'_', ..] && IsPrefix(value[..length])) ? Of(rest[1..], scale) : null;
    }

    /// <summary>The level that a number stands for.</summary>
    public static LogLevel? OfNumber(int number, LevelScale scale) => scale switch
    {
        LevelScale.Python => number switch { <= 0 => null, < 10 => LogLevel.Trace, >= 50 => LogLevel.Fatal, _ => (LogLevel)((number / 10) + 1) },
        LevelScale.OpenTelemetry => number is >= 1 and <= 24 ? (LogLevel)(((number - 1) / 4) + 1) : null,
        LevelScale.GoogleCloud when number >= 100 => number switch { < 200 => LogLevel.Debug, < 400 => LogLevel.Info, < 500 => LogLevel.Warn, < 600 => LogLevel.Error, _ => LogLevel.Fatal },
        _ => number switch
        {
            >= 0 and <= 7 => OfSyslog(number),
            >= 10 and <= 69 => (LogLevel)(number / 10),
            >= 100 and < 200 => LogLevel.Debug,
            >= 200 and < 300 => LogLevel.Info,
            >= 300 and < 400 => LogLevel.Warn,
            >= 400 and < 500 => LogLevel.Error,
            >= 500 and <= 600 => LogLevel.Fatal,
            >= 5000 and < 60000 => (LogLevel)((number / 10000) + 1),
            _ => null,
        },
    };

    /// <summary>The level of a syslog severity: 0 is emergency, 7 debug.</summary>
    public static LogLevel OfSyslog(int severity) => severity switch { < 3 => LogLevel.Fatal, 3 => LogLevel.Error, 4 => LogLevel.Warn, 7 => LogLevel.Debug, _ => LogLevel.Info };

    /// <summary>Go's slog writes what lies between its levels as <c>ERROR+4</c> and <c>DEBUG-4</c>: its levels are four apart.</summary>
    private static LogLevel WithOffset(LogLevel level, ReadOnlySpan<byte> rest)
    {
        if (rest is not [(byte)'+' or (byte)'-', >= (byte)'0' and <= (byte)'9', ..] || !Utf8Parser.TryParse(rest[1..], out int offset, out _) || offset > 100) return level;
        return (LogLevel)Math.Clamp((int)level + (int)Math.Floor((rest[0] == '-' ? -offset : offset) / 4.0), (int)LogLevel.Trace, (int)LogLevel.Fatal);
    }

    private static bool EndsAt(ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            if (LevelText.IsLetter(rest[0])) return false;
            rest = rest[(AnsiText.IsStart(rest) ? AnsiText.Length(rest) : 1)..];
        }

        return true;
    }

    private static bool IsPrefix(ReadOnlySpan<byte> word) =>
        System.Text.Ascii.EqualsIgnoreCase(word, "log"u8) || System.Text.Ascii.EqualsIgnoreCase(word, "level"u8)
        || System.Text.Ascii.EqualsIgnoreCase(word, "severity"u8) || System.Text.Ascii.EqualsIgnoreCase(word, "number"u8);

    

    
}
