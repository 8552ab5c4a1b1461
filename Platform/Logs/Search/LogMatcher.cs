using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace GraphPlatform.Platform.Logs.Search;

/// <summary>A filter that is ready for use. May be used by several threads.</summary>
internal sealed class LogMatcher
{
    private readonly TextNeedle? needle;
    private readonly Regex? pattern;
    private readonly Regex? wideText;
    private readonly byte[]? instance;
    private readonly int? deployment;
    private readonly LogEntryKind? kind;
    private readonly int levels;
    private readonly long from;
    private readonly long to;

    public LogMatcher(LogFilter filter)
    {
        // Linear in the line's length, whatever the pattern is.
        var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (filter.MatchCase ? RegexOptions.None : RegexOptions.IgnoreCase);
        if (filter.Pattern is { } wanted) pattern = new Regex(wanted, options);
        if (filter.Text is { } text)
        {
            if (Ascii.IsValid(text)) needle = new TextNeedle(text, filter.MatchCase);
            else wideText = new Regex(Regex.Escape(text), options);
        }

        instance = filter.InstanceId is { } id ? Encoding.ASCII.GetBytes(id) : null;
        deployment = filter.Deployment;
        kind = filter.Stream switch { null => null, LogStream.Stdout => LogEntryKind.Stdout, _ => LogEntryKind.Stderr };
        levels = filter.Levels?.Aggregate(0, static (mask, level) => mask | (1 << (int)level)) ?? -1;
        (From, To) = (filter.From, filter.To);
        from = Nanoseconds(filter.From) ?? long.MinValue;
        to = Nanoseconds(filter.To) ?? long.MaxValue;
    }

    public DateTimeOffset? From { get; }

    public DateTimeOffset? To { get; }

    /// <summary>Whether lines of the block may fit.</summary>
    public bool MayFit(in LogBlockView block) =>
        (deployment is null || deployment == block.Deployment) && (instance is null || block.InstanceId.SequenceEqual(instance));

    /// <summary>Where the text that a line must hold stands next in a block's entries; the end when it does not, and 0 when any line may fit.</summary>
    public int NextPlace(ReadOnlySpan<byte> entries, bool coloured)
    {
        if (needle is null || coloured) return 0;
        return needle.IndexOf(entries) is >= 0 and var found ? found : entries.Length;
    }

    /// <summary>Whether an entry fits; gaps always do.</summary>
    public bool Fits(in LogEntry entry) =>
        entry.Kind == LogEntryKind.Gap
        || ((deployment is null || deployment == entry.Deployment) && (instance is null || Ascii.Equals(instance, entry.InstanceId))
            && Fits(new LogEntryHeader(entry.Kind, entry.Level, entry.Time, entry.Text.Length), entry.Text.Span));

    /// <summary>Whether a line of a block that may fit does.</summary>
    public bool Fits(LogEntryHeader header, ReadOnlySpan<byte> text)
    {
        if (kind is { } wanted && header.Kind != wanted) return false;
        if (levels != -1 && (header.Level is not { } level || (levels & (1 << (int)level)) == 0)) return false;
        if (header.Time < from || header.Time >= to) return false;
        return needle is null && pattern is null && wideText is null || FitsText(text);
    }

    private bool FitsText(ReadOnlySpan<byte> text)
    {
        if (AnsiText.IndexOf(text) < 0) return FitsPlain(text);
        var plain = ArrayPool<byte>.Shared.Rent(text.Length);
        var fits = FitsPlain(plain.AsSpan(0, AnsiText.Strip(text, plain)));
        ArrayPool<byte>.Shared.Return(plain);
        return fits;
    }

    private bool FitsPlain(ReadOnlySpan<byte> text)
    {
        if (needle is not null && needle.IndexOf(text) < 0) return false;
        if (pattern is null && wideText is null) return true;
        var chars = ArrayPool<char>.Shared.Rent(text.Length);
        var line = chars.AsSpan(0, Encoding.UTF8.GetChars(text, chars));
        var fits = (pattern is null || pattern.IsMatch(line)) && (wideText is null || wideText.IsMatch(line));
        ArrayPool<char>.Shared.Return(chars);
        return fits;
    }

    private static long? Nanoseconds(DateTimeOffset? time) => time is { } at ? (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100 : null;
}
