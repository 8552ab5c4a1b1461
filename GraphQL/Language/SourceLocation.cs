namespace GraphPlatform.GraphQL.Language;

/// <summary>A place in a document: https://spec.graphql.org/September2025/#sec-Errors. Both count from 1; a column is a Unicode character.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Character in the line, from 1.</param>
public readonly record struct SourceLocation(int Line, int Column)
{
    /// <summary>Counts lines up to a byte offset. Nodes keep only the offset: most documents have no error to show.</summary>
    internal static SourceLocation Of(ReadOnlySpan<byte> source, int position)
    {
        var line = 1;
        var column = 1;
        var end = Math.Min(position, source.Length);
        var i = source.StartsWith("\uFEFF"u8) ? 3 : 0;
        for (; i < end; i++)
        {
            var b = source[i];
            if (b == '\n' || (b == '\r' && (i + 1 >= source.Length || source[i + 1] != '\n')))
            {
                line++;
                column = 1;
            }
            else if ((b & 0xC0) != 0x80 && b != '\r')
            {
                column++;
            }
        }

        return new SourceLocation(line, column);
    }
}
