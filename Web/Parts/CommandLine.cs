using System.Text;
using System.Text.Json;

namespace GraphPlatform.Web.Parts;

/// <summary>
/// A command as people type it into a program and its arguments: <c>sh -c 'echo "hi there"'</c>. Quotes and backslashes work as in a POSIX shell; nothing is
/// expanded. A JSON list is taken as it is. command-line.js says the same.
/// </summary>
public static class CommandLine
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Splits it.</summary>
    /// <exception cref="FormatException">A quote is open, or it begins like a JSON list and is none. The message is for people.</exception>
    public static IReadOnlyList<string> Split(string text)
    {
        if (text.TrimStart().StartsWith('[')) return List(text);
        var arguments = new List<string>();
        var current = new StringBuilder();
        var inside = false;
        char quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote == '\'')
            {
                if (c == '\'') quote = '\0';
                else current.Append(c);
            }
            else if (c == '\\' && i + 1 < text.Length && (quote == '\0' || text[i + 1] is '"' or '\\' or '$' or '`'))
            {
                current.Append(text[++i]);
                inside = true;
            }
            else if (c == quote) quote = '\0';
            else if (quote == '\0' && c is '"' or '\'')
            {
                quote = c;
                inside = true;
            }
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (inside) arguments.Add(current.ToString());
                current.Clear();
                inside = false;
            }
            else
            {
                current.Append(c);
                inside = true;
            }
        }

        if (quote != '\0') throw new FormatException($"A quote ({quote}) is opened and not closed.");
        if (inside) arguments.Add(current.ToString());
        return arguments;
    }

    /// <summary>As people would type it, in one line, so that <see cref="Split" /> gives the same again.</summary>
    public static string Join(IReadOnlyList<string> arguments) =>
        arguments.Any(a => a.Contains('\'', StringComparison.Ordinal) || a.Any(char.IsControl)) || arguments is [['[', ..], ..]
            ? JsonSerializer.Serialize(arguments, Readable)
            : string.Join(' ', arguments.Select(a => a.Length == 0 || a.Any(c => char.IsWhiteSpace(c) || c is '"' or '\\') ? $"'{a}'" : a));

    private static string[] List(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(text) ?? [];
        }
        catch (JsonException)
        {
            throw new FormatException("This begins like a JSON list and is none. Write [\"sh\", \"-c\", \"…\"], or a plain command line.");
        }
    }
}
