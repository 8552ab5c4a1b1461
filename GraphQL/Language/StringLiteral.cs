using System.Buffers;
using System.Text;

namespace GraphPlatform.GraphQL.Language;

/// <summary>Decodes string tokens. https://spec.graphql.org/September2025/#sec-String-Value</summary>
internal static class StringLiteral
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static string Decode(ReadOnlySpan<byte> source, Token token)
    {
        var block = token.Kind == TokenKind.BlockString;
        var quotes = block ? 3 : 1;
        var raw = source[(token.Start + quotes)..(token.End - quotes)];
        string text;
        try
        {
            text = Strict.GetString(raw);
        }
        catch (ArgumentException)
        {
            throw new GraphQLSyntaxException("The string is not valid UTF-8.", token.Start);
        }

        if (block) return Dedent(text.Replace("\\\"\"\"", "\"\"\"", StringComparison.Ordinal));
        return text.Contains('\\', StringComparison.Ordinal) ? Unescape(text, token.Start) : text;
    }

    /// <summary>BlockStringValue(): the common indent goes, as do blank first and last lines.</summary>
    public static string Dedent(string raw)
    {
        var lines = raw.ReplaceLineEndings("\n").Split('\n');
        var common = int.MaxValue;
        for (var i = 1; i < lines.Length; i++)
        {
            var indent = Indent(lines[i]);
            if (indent < lines[i].Length && indent < common) common = indent;
        }

        for (var i = 1; i < lines.Length && common != int.MaxValue; i++)
            lines[i] = lines[i].Length <= common ? "" : lines[i][common..];
        var first = 0;
        var last = lines.Length;
        while (first < last && Indent(lines[first]) == lines[first].Length) first++;
        while (last > first && Indent(lines[last - 1]) == lines[last - 1].Length) last--;
        return string.Join('\n', lines[first..last]);
    }

    private static int Indent(string line)
    {
        var indent = 0;
        while (indent < line.Length && line[indent] is ' ' or '\t') indent++;
        return indent;
    }

    private static string Unescape(string text, int at)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            var escape = ++i < text.Length ? text[i] : '\0';
            switch (escape)
            {
                case '"' or '\\' or '/': result.Append(escape); break;
                case 'b': result.Append('\b'); break;
                case 'f': result.Append('\f'); break;
                case 'n': result.Append('\n'); break;
                case 'r': result.Append('\r'); break;
                case 't': result.Append('\t'); break;
                case 'u': AppendUnicode(text, ref i, result, at); break;
                default: throw new GraphQLSyntaxException($"\"\\{escape}\" is no escape sequence of a string.", at);
            }
        }

        return result.ToString();
    }

    private static void AppendUnicode(string text, ref int i, StringBuilder result, int at)
    {
        var code = CodePoint(text, ref i, at);
        if (code is >= 0xD800 and <= 0xDBFF && i + 2 < text.Length && text[i + 1] == '\\' && text[i + 2] == 'u')
        {
            i += 2;
            var low = CodePoint(text, ref i, at);
            if (low is < 0xDC00 or > 0xDFFF) throw Invalid(at);
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        }

        if (!Rune.IsValid(code)) throw Invalid(at);
        result.Append(new Rune(code).ToString());
    }

    private static int CodePoint(string text, ref int i, int at)
    {
        // i is on the 'u'; on return it is on the last character of the escape.
        int start, length;
        if (i + 1 < text.Length && text[i + 1] == '{')
        {
            start = i + 2;
            length = text.IndexOf('}', start) - start;
            i = start + length;
        }
        else
        {
            start = i + 1;
            length = 4;
            i += 4;
        }

        if (length is < 1 or > 8 || start + length > text.Length) throw Invalid(at);
        var digits = text.AsSpan(start, length);
        if (digits.ContainsAnyExcept(HexDigits)
            || !int.TryParse(digits, System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code)) throw Invalid(at);
        return code;
    }

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private static GraphQLSyntaxException Invalid(int at) => new("The string has an invalid Unicode escape sequence.", at);
}
