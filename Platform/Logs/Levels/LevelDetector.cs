namespace GraphPlatform.Platform.Logs.Levels;

/// <summary>What a line says about its level.</summary>
/// <param name="Level">The level; null when the line does not say.</param>
/// <param name="IsWeak">Whether it may be a sentence: a word in small letters before a colon.</param>
/// <param name="Continues">Whether the line explains the one before.</param>
internal readonly record struct LevelFinding(LogLevel? Level, bool IsWeak = false, bool Continues = false);

/// <summary>
/// Finds the level in a line as programs write it: JSON, a mark at a fixed place, logfmt, or a word near the beginning. What stands first wins. docs/log-levels.md lists the shapes. Allocates nothing.
/// </summary>
internal static class LevelDetector
{
    /// <summary>The level; null when the line does not say.</summary>
    public static LogLevel? Detect(ReadOnlySpan<byte> line) => Find(line, atBeginning: false).Level;

    /// <summary>Looks for a level.</summary>
    /// <param name="line">A line.</param>
    /// <param name="atBeginning">Whether the level has to come first, or after a time: in lines that may belong to the one before.</param>
    public static LevelFinding Find(ReadOnlySpan<byte> line, bool atBeginning)
    {
        var text = AnsiText.Skip(line).TrimStart(" \t"u8);
        if (text.IsEmpty) return default;
        if (JsonLevel.IsObject(text)) return new(JsonLevel.Of(text, asRecord: false));
        return MarkedLevel.Of(text) is { } marked ? new(marked) : new WordLevel(text, atBeginning).Find();
    }
}
