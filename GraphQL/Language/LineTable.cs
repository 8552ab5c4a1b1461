namespace GraphPlatform.GraphQL.Language;

/// <summary>Where the lines of a document start, so that each of many errors costs a look at its own line and not at all before it.</summary>
internal sealed class LineTable
{
    private readonly ReadOnlyMemory<byte> source;
    private readonly List<int> starts;

    public LineTable(ReadOnlyMemory<byte> source)
    {
        this.source = source;
        var bytes = source.Span;
        starts = [bytes.StartsWith("\uFEFF"u8) ? 3 : 0];
        for (var i = starts[0]; i < bytes.Length; i++)
        {
            var next = bytes[i..].IndexOfAny((byte)'\n', (byte)'\r');
            if (next < 0) break;
            i += next;
            if (bytes[i] == '\r' && i + 1 < bytes.Length && bytes[i + 1] == '\n') i++;
            starts.Add(i + 1);
        }
    }

    /// <summary>The same as <see cref="SourceLocation.Of"/> says.</summary>
    public SourceLocation LocationOf(int position)
    {
        var found = starts.BinarySearch(position);
        var line = Math.Max(found >= 0 ? found : ~found - 1, 0);
        var end = Math.Min(position, source.Length);
        return starts[line] >= end ? new SourceLocation(line + 1, 1) : new SourceLocation(line + 1, 1 + Columns(source.Span[starts[line]..end]));
    }

    private static int Columns(ReadOnlySpan<byte> text)
    {
        if (System.Text.Ascii.IsValid(text)) return text[^1] == '\r' ? text.Length - 1 : text.Length;
        var columns = 0;
        foreach (var b in text)
            if ((b & 0xC0) != 0x80 && b != '\r') columns++;
        return columns;
    }
}
