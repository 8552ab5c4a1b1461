using System.Buffers.Text;

namespace GraphPlatform.Platform.Logs.Levels;

/// <summary>Levels that are a number or a single character at a fixed place.</summary>
internal static class MarkedLevel
{
    /// <summary>The level that a mark at the line's beginning says.</summary>
    public static LogLevel? Of(ReadOnlySpan<byte> text) => text[0] switch
    {
        (byte)'<' => Syslog(text),
        (byte)'[' => Jupyter(text),
        >= (byte)'0' and <= (byte)'9' => Redis(text),
        (byte)'n' => Npm(text),
        _ => Letter(text),
    };

    /// <summary>The level of a single letter, as glog, Ruby, MongoDB and Android write it.</summary>
    public static LogLevel? OfLetter(byte letter) => letter switch
    {
        (byte)'V' or (byte)'T' => LogLevel.Trace,
        (byte)'D' => LogLevel.Debug,
        (byte)'I' or (byte)'N' => LogLevel.Info,
        (byte)'W' => LogLevel.Warn,
        (byte)'E' => LogLevel.Error,
        (byte)'F' or (byte)'C' => LogLevel.Fatal,
        _ => null,
    };

    /// <summary>sd-daemon(3), RFC 3164 and RFC 5424: <c>&lt;11&gt;</c>, the facility times eight and the severity.</summary>
    private static LogLevel? Syslog(ReadOnlySpan<byte> text)
    {
        var end = text[..Math.Min(text.Length, 5)].IndexOf((byte)'>');
        if (end < 2 || !Utf8Parser.TryParse(text[1..end], out int priority, out var length) || length != end - 1 || priority is < 0 or > 191) return null;
        return LevelValues.OfSyslog(priority & 7);
    }

    /// <summary>Tornado and Jupyter: <c>[I 2026-11-30 10:00:00 ServerApp]</c>.</summary>
    private static LogLevel? Jupyter(ReadOnlySpan<byte> text) => text.Length > 3 && text[2] == ' ' && LevelText.IsDigit(text[3]) ? OfLetter(text[1]) : null;

    /// <summary>Redis: <c>1:M 30 Nov 2026 10:00:00.123 * Ready</c>. Its verbose lines are below its notices and above debug.</summary>
    private static LogLevel? Redis(ReadOnlySpan<byte> text)
    {
        var pid = 1;
        while (pid < text.Length && LevelText.IsDigit(text[pid])) pid++;
        if (text.Length < pid + 20 || text[pid] != ':' || text[pid + 1] is < (byte)'A' or > (byte)'Z' || text[pid + 2] != ' ' || !LevelText.IsDigit(text[pid + 3])) return null;
        text = text[(pid + 3)..];
        for (var fields = 0; fields < 4; fields++)
        {
            var blank = text.IndexOf((byte)' ');
            if (blank < 0) return null;
            if (fields == 3 && !text[..blank].Contains((byte)':')) return null;
            text = text[(blank + 1)..];
        }

        return text.Length < 2 || text[1] != ' ' ? null : text[0] switch
        {
            (byte)'.' or (byte)'-' => LogLevel.Debug,
            (byte)'*' => LogLevel.Info,
            (byte)'#' => LogLevel.Warn,
            _ => null,
        };
    }

    /// <summary><c>npm error code ENOENT</c>, before npm 10 <c>npm ERR! code ENOENT</c>.</summary>
    private static LogLevel? Npm(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("npm "u8)) return null;
        var word = text[4..];
        var end = word.IndexOf((byte)' ');
        return end < 3 ? null : LevelWords.Of(word[..end].TrimEnd((byte)'!')).Level;
    }

    private static LogLevel? Letter(ReadOnlySpan<byte> text)
    {
        if (text.Length < 6 || OfLetter(text[0]) is not { } level) return null;
        return text[1] switch
        {
            (byte)',' => text[2] == ' ' && text[3] == '[' ? level : null,       // Ruby's Logger: E, [2026-11-30T10:00:00.123456 #1] ERROR -- : …
            (byte)':' => text[2] == ' ' && text[0] is (byte)'E' or (byte)'W' or (byte)'I' or (byte)'N' ? level : null,      // apt
            (byte)'/' => Tag(text) ? level : null,
            >= (byte)'0' and <= (byte)'9' => Date(text) ? level : null,
            _ => null,
        };
    }

    /// <summary>Android's brief form: <c>E/Shop  ( 1234): …</c>.</summary>
    private static bool Tag(ReadOnlySpan<byte> text) => text.IndexOf((byte)'(') is > 2 and var open && text[open..].IndexOf("):"u8) > 0 && text[2..open].TrimEnd((byte)' ').IndexOf((byte)' ') < 0;

    /// <summary>klog, glog, Abseil and CockroachDB: <c>E1130</c>, <c>E20261130</c> or <c>E261130</c>, then the time.</summary>
    private static bool Date(ReadOnlySpan<byte> text)
    {
        var digits = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits is 4 or 6 or 8 && text[digits + 1] == ' ' && text[(digits + 2)..].TrimStart((byte)' ') is [var first, ..] && LevelText.IsDigit(first);
    }

    
}
