using System.Buffers;
using System.Text;

namespace GraphPlatform.Platform.Logs.Levels;

/// <summary>The words and numbers that programs use for levels.</summary>
internal static class LevelWords
{
    public const int Longest = 11;

    private static readonly (byte[] Word, LogLevel Level)[] Words =
    [
        .. Of(LogLevel.Info, "info", "information", "notice", "note", "inf", "log"),
        .. Of(LogLevel.Error, "error", "err", "fail", "severe"),
        .. Of(LogLevel.Warn, "warn", "warning", "wrn"),
        .. Of(LogLevel.Debug, "debug", "dbug", "dbg"),
        .. Of(LogLevel.Trace, "trace", "trce", "verbose", "vrb"),
        .. Of(LogLevel.Fatal, "fatal", "critical", "crit", "panic", "emerg", "emergency", "alert", "ftl"),
    ];

    /// <summary>What such a word is made of.</summary>
    public static SearchValues<byte> Letters { get; } = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    /// <summary>The level of a word, in whatever case; null when it is none.</summary>
    public static LogLevel? Of(ReadOnlySpan<byte> word)
    {
        if (word.Length is < 3 or > Longest) return null;
        foreach (var (known, level) in Words)
            if (known.Length == word.Length && Ascii.EqualsIgnoreCase(known, word)) return level;
        return null;
    }

    /// <summary>The level of a number at the beginning, in the scale of pino and bunyan: 10 is trace, 60 fatal.</summary>
    public static LogLevel? OfNumber(ReadOnlySpan<byte> text) =>
        System.Buffers.Text.Utf8Parser.TryParse(text, out int number, out _) && number is >= 10 and <= 69 ? (LogLevel)(number / 10) : null;

    private static IEnumerable<(byte[], LogLevel)> Of(LogLevel level, params string[] words) => words.Select(w => (Encoding.ASCII.GetBytes(w), level));
}
