using System.Text;

namespace GraphPlatform.Platform.Logs.Levels;

/// <summary>What a word says about the line that it stands in.</summary>
/// <param name="Code">The level in the three lowest bits, then flags.</param>
internal readonly record struct LevelWord(byte Code)
{
    public const byte ContinuesCode = 7;
    public const byte NeedsMarkFlag = 8;
    public const byte ValueFlag = 16;
    public const byte ProseFlag = 32;

    /// <summary>The level; null when the word is none.</summary>
    public LogLevel? Level => (Code & 7) is > 0 and < ContinuesCode and var level ? (LogLevel)level : null;

    /// <summary>Whether the line explains the one before, as PostgreSQL's DETAIL does.</summary>
    public bool Continues => (Code & 7) == ContinuesCode;

    /// <summary>Whether the word is too common to be a level without brackets, a colon or a bar, even in capitals.</summary>
    public bool NeedsMark => (Code & NeedsMarkFlag) != 0;

    /// <summary>Whether the word is a level as the value of a key alone.</summary>
    public bool IsValueOnly => (Code & ValueFlag) != 0;

    /// <summary>Whether the word belongs to a sentence: what follows is what the line is about.</summary>
    public bool IsProse => (Code & ProseFlag) != 0;
}

/// <summary>The words that programs use for levels. One look at a table for each word, in whatever case.</summary>
internal static class LevelWords
{
    public const int Longest = 13;

    private const int Slots = 1024;
    private const int PackedLength = 8;

    private static readonly ulong[] Keys = new ulong[Slots];
    private static readonly byte[] Codes = new byte[Slots];
    private static readonly (byte[] Word, byte Code)[] Long =
    [
        ("information"u8.ToArray(), (byte)LogLevel.Info), ("informational"u8.ToArray(), (byte)LogLevel.Info | LevelWord.ValueFlag),
        ("emergency"u8.ToArray(), (byte)LogLevel.Fatal), ("deprecated"u8.ToArray(), (byte)LogLevel.Warn | LevelWord.NeedsMarkFlag),
        ("statement"u8.ToArray(), LevelWord.ContinuesCode | LevelWord.NeedsMarkFlag), ("verbosity"u8.ToArray(), LevelWord.ProseFlag),
    ];

    static LevelWords()
    {
        Add(LogLevel.Info, 0, "info inf notice");
        Add(LogLevel.Info, LevelWord.NeedsMarkFlag, "note log success system config");
        Add(LogLevel.Info, LevelWord.ValueFlag, "i n http");
        Add(LogLevel.Error, 0, "error err erro eror fail severe");
        Add(LogLevel.Error, LevelWord.NeedsMarkFlag, "failure");
        Add(LogLevel.Error, LevelWord.ValueFlag, "e");
        Add(LogLevel.Warn, 0, "warn warning wrn");
        Add(LogLevel.Warn, LevelWord.ValueFlag, "w");
        Add(LogLevel.Debug, 0, "debug dbug dbg debu debg");
        Add(LogLevel.Debug, LevelWord.NeedsMarkFlag, "fine finer");
        Add(LogLevel.Debug, LevelWord.ValueFlag, "d");
        Add(LogLevel.Trace, 0, "trace trce trc trac verbose vrb");
        Add(LogLevel.Trace, LevelWord.NeedsMarkFlag, "finest");
        Add(LogLevel.Trace, LevelWord.ValueFlag, "t v silly");
        Add(LogLevel.Fatal, 0, "fatal critical crit panic dpanic emerg alert ftl pnc fata pani");
        Add(LogLevel.Fatal, LevelWord.ValueFlag, "f c");
        Add(LevelWord.ContinuesCode | LevelWord.NeedsMarkFlag, "detail hint context query");
        Add(
            LevelWord.ProseFlag,
            "no not an a the any with without of in on for is are was were and or this that some every zero last previous level levels loglevel logging to set mode "
            + "when if at by as from found got has have had contains returned select insert update delete into table where create drop alter grant your their its all");
    }

    /// <summary>What a word says; nothing for most.</summary>
    public static LevelWord Of(ReadOnlySpan<byte> word)
    {
        if (word.Length > PackedLength) return OfLong(word);
        var key = Pack(word);
        for (var slot = Slot(key); Keys[slot] != 0; slot = (slot + 1) & (Slots - 1))
            if (Keys[slot] == key) return new LevelWord(Codes[slot]);

        // PostgreSQL's DEBUG1 to DEBUG5, Apache's trace1 to trace8.
        return word is [.., >= (byte)'1' and <= (byte)'8'] && Of(word[..^1]) is { Level: LogLevel.Debug or LogLevel.Trace } numbered ? numbered : default;
    }

    private static LevelWord OfLong(ReadOnlySpan<byte> word)
    {
        foreach (var (known, code) in Long)
            if (known.Length == word.Length && Ascii.EqualsIgnoreCase(known, word)) return new LevelWord(code);
        return default;
    }

    /// <summary>Up to eight bytes as a number, letters in lower case. No other byte becomes a letter.</summary>
    private static ulong Pack(ReadOnlySpan<byte> word)
    {
        var packed = 0UL;
        for (var i = 0; i < word.Length; i++) packed |= (ulong)(word[i] | 0x20) << (8 * i);
        return packed;
    }

    private static int Slot(ulong key) => (int)((key * 0x9E3779B97F4A7C15) >> 54);

    private static void Add(LogLevel level, byte flags, string words) => Add((byte)((byte)level | flags), words);

    private static void Add(byte code, string words)
    {
        foreach (var word in words.Split(' '))
        {
            var key = Pack(Encoding.ASCII.GetBytes(word));
            var slot = Slot(key);
            while (Keys[slot] != 0) slot = (slot + 1) & (Slots - 1);
            (Keys[slot], Codes[slot]) = (key, code);
        }
    }
}
