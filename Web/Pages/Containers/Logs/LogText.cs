using System.Text.RegularExpressions;

namespace GraphPlatform.Web.Pages.Containers.Logs;

/// <summary>A line's text for who has no script; ansi.js also draws the colours.</summary>
public static partial class LogText
{
    // The expression of ansi.js, letter by letter; a test compares them.
    private const string Sequences =
        @"(?:\x1b\[|\x9b)([0-?]*)([ -/]*)([@-~]?)|\x1b[\]PX^_][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|[\x90\x98\x9d-\x9f][^\x07\x1b\x80-\x9f]*(?:\x07|\x1b\\|\x9c)|\x1b[ -/]*[0-~]?|[\x80-\x9f\x0e\x0f]";

    /// <summary>Without terminal sequences, and what was written over by carriage returns.</summary>
    public static string Plain(string text)
    {
        var plain = Sequence().Replace(text, "");
        var last = plain.TrimEnd('\r').LastIndexOf('\r');
        return last < 0 ? plain : plain[(last + 1)..];
    }

    [GeneratedRegex(Sequences, RegexOptions.CultureInvariant)]
    private static partial Regex Sequence();
}
