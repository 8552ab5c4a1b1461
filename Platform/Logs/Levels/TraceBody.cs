namespace GraphPlatform.Platform.Logs.Levels;

/// <summary>The lines of a stack trace after its head.</summary>
internal static class TraceBody
{
    /// <summary>Whether a line belongs to the trace; the kind then says what may come next.</summary>
    /// <param name="kind">The trace.</param>
    /// <param name="text">The line, without colours at its beginning.</param>
    public static bool Takes(ref TraceKind kind, ReadOnlySpan<byte> text)
    {
        if (text is [(byte)' ' or (byte)'\t', ..]) return Indented(ref kind, text);
        switch (kind)
        {
            case TraceKind.Python:
                kind = TraceKind.PythonEnd;
                return IsException(text);
            case TraceKind.PythonEnd:
                return text.IsEmpty || text.StartsWith("During handling of the above exception"u8) || text.StartsWith("The above exception was the direct cause"u8);
            case TraceKind.Go:
                return text.IsEmpty || text.StartsWith("created by "u8) || text.StartsWith("[signal "u8) || text.StartsWith("exit status "u8) || text.StartsWith("..."u8)
                    || (text.StartsWith("goroutine "u8) && text.EndsWith("]:"u8)) || text.StartsWith("runtime: "u8) || text.StartsWith("runtime stack:"u8) || IsCall(text);
            case TraceKind.Functions:
                return IsFunction(text);
            case TraceKind.RustMessage:
                kind = TraceKind.Rust;
                return true;
            case TraceKind.Rust:
                return text.StartsWith("note: "u8) || text.StartsWith("stack backtrace:"u8);
            case TraceKind.NodeSource:
                kind = TraceKind.NodeCaret;
                return true;
            case TraceKind.NodeCaret:
                if (!text.IsEmpty && text[0] != '^') kind = TraceKind.Node;
                return true;
            case TraceKind.Node:
                return text.IsEmpty || text is [(byte)'}'] || text.StartsWith("Node.js v"u8) || text.StartsWith("Emitted 'error' event"u8);
            case TraceKind.NumberedMessage:
                kind = TraceKind.Numbered;
                return true;
            case TraceKind.Numbered:
                return text is [(byte)'#', >= (byte)'0' and <= (byte)'9', ..] || text.StartsWith("Stack trace:"u8) || text.StartsWith("PHP   "u8) || text.StartsWith("PHP Stack trace:"u8) || text.SequenceEqual("\"} "u8) || text.SequenceEqual("\"}"u8);
            case TraceKind.Elixir:
                return text.StartsWith("Last message"u8) || text.StartsWith("State: "u8);
            case TraceKind.Stack:
                return text is [(byte)'}'] || text.StartsWith("Caused by: "u8) || text.StartsWith("---> "u8) || text.StartsWith("Suppressed: "u8) || text.StartsWith("Wrapped by: "u8)
                    || text.StartsWith("--- End of "u8) || text.StartsWith("Aborted"u8) || text.StartsWith("from "u8);
            default:
                return false;
        }
    }

    /// <summary>Whether a function stands alone on its line, as above its place in a trace of zap: <c>main.(*Shop).Lost</c>.</summary>
    public static bool IsFunction(ReadOnlySpan<byte> text) => text.IndexOf((byte)'.') > 0 && text[^1] is not ((byte)'.' or (byte)':') && !text.ContainsAny(" \t\":="u8) && LevelText.IsLetter(text[0]);

    /// <summary>Frames are indented. A line with a time of its own belongs to itself.</summary>
    private static bool Indented(ref TraceKind kind, ReadOnlySpan<byte> text)
    {
        var inner = text.TrimStart(" \t"u8);
        if (inner.IsEmpty || inner.StartsWith("at "u8)) return kind != TraceKind.None;
        if (inner[0] is >= (byte)'0' and <= (byte)'9' && LevelDetector.Find(text, atBeginning: true) is { Level: not null, IsWeak: false }) return false;
        if (kind == TraceKind.NodeSource) kind = TraceKind.NodeCaret;
        if (kind == TraceKind.RustMessage) kind = TraceKind.Rust;
        if (kind == TraceKind.PythonEnd && inner.StartsWith("File \""u8)) kind = TraceKind.Python;
        return true;
    }

    /// <summary>The last line of a Python trace: the exception's name, and mostly a message. A level's word there is the next record's.</summary>
    private static bool IsException(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || !(LevelText.IsLetter(text[0]) || text[0] is (byte)'_' or >= 0x80)) return false;
        var end = 0;
        while (end < text.Length && (LevelText.IsWord(text[end]) || text[end] is (byte)'.' or (byte)'<' or (byte)'>')) end++;
        return (end == text.Length || text[end] == ':' || text[end..].StartsWith(" ("u8)) && LevelWords.Of(text[..Math.Min(end, LevelWords.Longest)]).Code == 0;
    }

    /// <summary>A call of Go: <c>main.(*Shop).Lost(0xc000012345, {0x1, 0x2})</c>.</summary>
    private static bool IsCall(ReadOnlySpan<byte> text)
    {
        if (text[^1] != ')' || text.IndexOf((byte)'(') is not (> 0 and var open)) return false;
        return LevelText.IsLetter(text[0]) && text[..open].IndexOf((byte)' ') < 0;
    }
}
