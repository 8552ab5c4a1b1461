using System.Buffers;
using System.Text;

namespace GraphPlatform.GraphQL.Language;

/// <summary>Decodes string tokens. https://spec.graphql.org/September2025/#sec-String-Value</summary>
internal static class StringLiteral
{
    private static readonly string[] LineEnds = ["\r\n", "\n", "\r"];
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
        // Not ReplaceLineEndings(): Unicode's other line separators are text here.
        var lines = raw.Split(LineEnds, StringSplitOptions.None);
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
        int code;
        if (i + 1 < text.Length && text[i + 1] == '{')
        {
            var start = i + 2;
            var end = text.IndexOf('}', start);
            code = Hexadecimal(text, start, end - start, at);
            i = end;
        }
        else
        {
            code = Hexadecimal(text, i + 1, 4, at);
            i += 4;
            // Only two escapes of this form make a pair.
            if (code is >= 0xD800 and <= 0xDBFF && i + 2 < text.Length && text[i + 1] == '\\' && text[i + 2] == 'u')
            {
                var low = Hexadecimal(text, i + 3, 4, at);
                if (low is < 0xDC00 or > 0xDFFF) throw Invalid(at);
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                i += 6;
            }
        }

        if (!Rune.IsValid(code)) throw Invalid(at);
        result.Append(new Rune(code).ToString());
    }

    /// <summary>Any number of digits, as long as they say a code point.</summary>
    private static int Hexadecimal(string text, int start, int length, int at)
    {
        if (length < 1 || start + length > text.Length) throw Invalid(at);
        var digits = text.AsSpan(start, length);
        if (digits.ContainsAnyExcept(HexDigits)) throw Invalid(at);
        var code = 0;
        foreach (var digit in digits)
        {
            code = code * 16 + Convert.ToInt32(digit.ToString(), 16);
            if (code > 0x10FFFF) throw Invalid(at);
        }

        return code;
    }

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private static GraphQLSyntaxException Invalid(int at) => new("The string has an invalid Unicode escape sequence.", at);
}
