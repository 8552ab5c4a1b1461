namespace GraphPlatform.Platform.Logs.Levels;

/// <summary>The numbers that a library writes for levels.</summary>
internal enum LevelScale : byte
{
    /// <summary>Read by size: syslog's 0 to 7, pino's and bunyan's 10 to 60, Monolog's 100 to 600, logback's 5000 to 50000.</summary>
    BySize,

    /// <summary>Python's logging: 10 is DEBUG, 50 CRITICAL.</summary>
    Python,

    /// <summary>OpenTelemetry's severity numbers: 1 to 24.</summary>
    OpenTelemetry,

    /// <summary>Google Cloud's severities: 100 is DEBUG, 800 EMERGENCY.</summary>
    GoogleCloud,
}

/// <summary>How far a key says a line's level.</summary>
/// <param name="Rank">1: it does. 2: it does when nothing better is there, since it is also an option's name. 0: it does not.</param>
/// <param name="Scale">What numbers mean.</param>
internal readonly record struct LevelKey(int Rank, LevelScale Scale = LevelScale.BySize);

/// <summary>The keys that libraries write levels under: compared without case, <c>@</c>, <c>_</c>, <c>-</c> and <c>.</c></summary>
internal static class LevelKeys
{
    private const int Longest = 20;

    /// <summary>What a key's value is.</summary>
    public static LevelKey Of(ReadOnlySpan<byte> key)
    {
        if (key.SequenceEqual("level"u8)) return new(1);      // most write it so
        if (key.Length is < 2 or 4 or > Longest) return default;
        var first = key[0] is (byte)'@' or (byte)'_' ? key[1] : key[0];
        if ((first | 0x20) is not ('l' or 's' or 'e' or 'p')) return default;
        Span<byte> plain = stackalloc byte[Longest];
        var length = 0;
        foreach (var b in key)
            if (b is not ((byte)'@' or (byte)'_' or (byte)'-' or (byte)'.')) plain[length++] = (byte)(b | 0x20);
        ReadOnlySpan<byte> k = plain[..length];
        return length switch
        {
            1 when k[0] == 'l' && key[0] == '@' => new(1),
            3 when k.SequenceEqual("lvl"u8) => new(1),
            3 when k.SequenceEqual("sev"u8) => new(2),
            5 when k.SequenceEqual("level"u8) => new(1),
            7 when k.SequenceEqual("levelno"u8) => new(1, LevelScale.Python),
            8 when k.SequenceEqual("severity"u8) => new(1, LevelScale.GoogleCloud),
            8 when k.SequenceEqual("loglevel"u8) => new(key.Contains((byte)'.') ? 1 : 2),
            8 when k.SequenceEqual("levelstr"u8) => new(1),
            8 when k.SequenceEqual("priority"u8) => new(2),
            9 when k.SequenceEqual("levelname"u8) => new(1),
            10 when k.SequenceEqual("levelvalue"u8) => new(2),
            11 when k.SequenceEqual("levelnumber"u8) => new(1, LevelScale.Python),
            11 when k.SequenceEqual("logseverity"u8) => new(1),
            12 when k.SequenceEqual("severitytext"u8) || k.SequenceEqual("severityname"u8) || k.SequenceEqual("loglevelname"u8) => new(1),
            13 when k.SequenceEqual("errorseverity"u8) || k.SequenceEqual("severitylabel"u8) || k.SequenceEqual("severitylevel"u8) => new(1),
            14 when k.SequenceEqual("severitynumber"u8) => new(1, LevelScale.OpenTelemetry),
            14 when k.SequenceEqual("syslogseverity"u8) || k.SequenceEqual("syslogpriority"u8) => new(1),
            _ => default,
        };
    }

    /// <summary>Whether an object with the key may be a log record: it has a message, a time or a logger.</summary>
    public static bool IsOfRecord(ReadOnlySpan<byte> key)
    {
        key = key.TrimStart("@_"u8);
        return key.SequenceEqual("msg"u8) || key.SequenceEqual("message"u8) || key.SequenceEqual("time"u8) || key.SequenceEqual("timestamp"u8) || key.SequenceEqual("ts"u8)
            || key.SequenceEqual("event"u8) || key.SequenceEqual("short_message"u8) || key.SequenceEqual("body"u8) || key.SequenceEqual("t"u8) || key.SequenceEqual("m"u8)
            || key.SequenceEqual("mt"u8) || key.SequenceEqual("Message"u8) || key.SequenceEqual("Timestamp"u8) || key.SequenceEqual("logger"u8) || key.SequenceEqual("asctime"u8);
    }
}
