using System.Text;

namespace GraphPlatform.Web.Pages.Containers.Form;

/// <summary>A variable of an .env file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Line">The line on which it begins, from 1.</param>
internal sealed record EnvVariable(string Name, string Value, int Line);

/// <summary>
/// Reads and writes variables as an .env file: comments, <c>export</c>, single and double quotes, values over several lines, notes after a value.
/// <c>$</c> means itself: nothing is expanded. env-file.js reads the same.
/// </summary>
internal sealed class EnvFile
{
    private const string Escaped = "\\\"$`";

    private readonly List<EnvVariable> variables = [];
    private readonly List<string> problems = [];
    private readonly string text;
    private int at;
    private int line = 1;

    private EnvFile(string text) => this.text = text;

    /// <summary>The variables, in their order.</summary>
    public IReadOnlyList<EnvVariable> Variables => variables;

    /// <summary>What does not read, each with its line.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>Reads a text.</summary>
    public static EnvFile Read(string? text)
    {
        // Only these are line ends: a form feed or U+2028 is a part of its value.
        var file = new EnvFile((text ?? "").TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
        while (file.at < file.text.Length) file.Entry();
        return file;
    }

    /// <summary>Writes variables so that <see cref="Read" /> gives the same again.</summary>
    public static string Write(IEnumerable<(string Name, string Value)> variables) =>
        string.Join('\n', variables.Select(v => $"{(IsPlainName(v.Name) ? v.Name : Quoted(v.Name))}={(IsPlain(v.Value) ? v.Value : Quoted(v.Value))}"));

    private static bool IsBlank(char c) => c is ' ' or '\t';

    private static bool IsPlainName(string name) =>
        !IsBlank(name[0]) && !IsBlank(name[^1]) && name[0] is not ('#' or '"' or '\'' or '\uFEFF')
        && !name.StartsWith("export ", StringComparison.Ordinal) && !name.StartsWith("export\t", StringComparison.Ordinal);

    private static bool IsPlain(string value) =>
        value.Length == 0
        || (!IsBlank(value[0]) && !IsBlank(value[^1]) && value[0] is not ('"' or '\'' or '#') && value.AsSpan().IndexOfAny('\n', '\r') < 0 && NoteIn(value) < 0);

    private static string Quoted(string value)
    {
        if (value.AsSpan().IndexOfAny('\'', '\r') < 0) return $"'{value}'";
        var quoted = new StringBuilder("\"");
        foreach (var c in value)
        {
            if (c == '\r') quoted.Append("\\r");
            else if (Escaped.Contains(c)) quoted.Append('\\').Append(c);
            else quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Where a note begins in a value without quotes: at a # after a blank; -1 when there is none.</summary>
    private static int NoteIn(ReadOnlySpan<char> value)
    {
        for (var i = 1; i < value.Length; i++)
            if (value[i] == '#' && IsBlank(value[i - 1])) return i;
        return -1;
    }

    private void Entry()
    {
        SkipBlanks();
        if (at == text.Length || text[at] is '\n' or '#')
        {
            RestOfLine();
            return;
        }

        var begun = line;
        if (text.AsSpan(at).StartsWith("export") && at + 6 < text.Length && IsBlank(text[at + 6]) && !RestIsValue(at + 6))
        {
            at += 6;
            SkipBlanks();
        }

        if (Name(begun) is not { } name || Value(name, begun) is not { } value) return;
        if (variables.Find(v => v.Name == name) is { } before) problems.Add($"Line {begun} sets {name} again: line {before.Line} has set it already.");
        else variables.Add(new(name, value, begun));
    }

    /// <summary>Whether <c>=</c> follows at once: <c>export = 1</c> sets a variable of that name.</summary>
    private bool RestIsValue(int from) => text.AsSpan(from).TrimStart(" \t").StartsWith("=");

    private string? Name(int begun)
    {
        if (at == text.Length || text[at] == '#')
        {
            RestOfLine();
        }
        else if (text[at] is '"' or '\'')
        {
            if (Quote("name", begun) is not { } quoted) return null;
            SkipBlanks();
            if (at < text.Length && text[at] == '=')
            {
                at++;
                return quoted;
            }

            RestOfLine();
        }
        else
        {
            var end = text.AsSpan(at).IndexOfAny('=', '\n');
            if (end > 0 && text[at + end] == '=')
            {
                var name = text.Substring(at, end).TrimEnd(' ', '\t');
                at += end + 1;
                return name;
            }

            RestOfLine();
        }

        problems.Add($"Line {begun} must be NAME=value.");
        return null;
    }

    private string? Value(string name, int begun)
    {
        var from = at;
        SkipBlanks();
        if (at < text.Length && text[at] is '"' or '\'')
        {
            if (Quote(name, begun) is not { } quoted) return null;
            var closed = line;
            var rest = RestOfLine().Trim(' ', '\t');
            if (rest.Length == 0 || rest[0] == '#') return quoted;
            problems.Add($"Line {closed}: text follows the closing quote of {name}. Inside double quotes, write \\\" for a quote.");
            return null;
        }

        // With the blanks before it, since a note may stand there alone.
        at = from;
        var value = RestOfLine();
        var note = NoteIn(value);
        return (note < 0 ? value : value[..note]).Trim(' ', '\t');
    }

    private string? Quote(string of, int begun)
    {
        var quote = text[at++];
        var value = new StringBuilder();
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == quote)
            {
                at++;
                return value.ToString();
            }

            if (c == '\n') line++;
            if (c == '\\' && quote == '"' && at + 1 < text.Length && Unescaped(text[at + 1]) is { } meant)
            {
                value.Append(meant);
                at++;
            }
            else value.Append(c);
        }

        problems.Add($"Line {begun}: the quote {quote} of {of} is not closed.");
        return null;
    }

    private static char? Unescaped(char c) => c switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ when Escaped.Contains(c) => c,
        _ => null,
    };

    private void SkipBlanks()
    {
        while (at < text.Length && IsBlank(text[at])) at++;
    }

    private string RestOfLine()
    {
        var end = text.IndexOf('\n', at);
        var rest = end < 0 ? text[at..] : text[at..end];
        at = end < 0 ? text.Length : end + 1;
        line++;
        return rest;
    }
}
