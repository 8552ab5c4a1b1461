namespace GraphPlatform.Platform.Logs.Levels;

/// <summary>The levels of the lines of one output, one after the other: lines that go on with one have its level.</summary>
internal sealed class LevelTracker
{
    private LogLevel? level;
    private TraceKind trace;
    private bool mayHaveFunctions;

    /// <summary>The level of the next line.</summary>
    public LogLevel? Next(ReadOnlySpan<byte> line)
    {
        var text = AnsiText.IsStart(line) ? AnsiText.Skip(line) : line;
        if (trace != TraceKind.None)
        {
            if (TraceBody.Takes(ref trace, text)) return level;
            trace = TraceKind.None;
        }

        if (text.IsEmpty) return level = null;
        if (text[0] is (byte)' ' or (byte)'\t') return Indented(line, text);
        var head = TraceHead.Of(text, level);
        if (head.Level is not null || head.Kind != TraceKind.None)
        {
            (level, trace) = Begin(head, line);
            return level;
        }

        if (mayHaveFunctions && TraceBody.IsFunction(text))
        {
            trace = TraceKind.Functions;
            return level;
        }

        var found = LevelDetector.Find(line, atBeginning: false);
        mayHaveFunctions = found.Level >= LogLevel.Error && line.Contains((byte)'\t');
        return found.Continues ? level : level = found.Level;
    }

    /// <summary>An indented line goes on with the one above, unless it has a word of its own.</summary>
    private LogLevel? Indented(ReadOnlySpan<byte> line, ReadOnlySpan<byte> text)
    {
        var inner = text.TrimStart(" \t"u8);
        if (inner.StartsWith("+ Exception Group Traceback"u8))
        {
            (level, trace) = Begin(new(TraceKind.Stack, LogLevel.Error), line);
            return level;
        }

        var found = LevelDetector.Find(line, atBeginning: true);
        if (found.Level is not null && (!found.IsWeak || level is null)) level = found.Level;
        return level;
    }

    /// <summary>A trace below something fatal tells why.</summary>
    private (LogLevel? Level, TraceKind Kind) Begin(TraceHead head, ReadOnlySpan<byte> line)
    {
        mayHaveFunctions = false;
        var own = head.Level ?? LevelDetector.Find(line, atBeginning: false).Level ?? LogLevel.Error;
        return (level == LogLevel.Fatal && own == LogLevel.Error ? LogLevel.Fatal : own, head.Kind);
    }
}
