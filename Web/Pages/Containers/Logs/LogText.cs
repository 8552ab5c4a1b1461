using System.Text.RegularExpressions;

namespace GraphPlatform.Web.Pages.Containers.Logs;

/// <summary>A line's text for who has no script; ansi.js also draws the colours.</summary>
public static partial class LogText
{
    /// <summary>Without terminal sequences, and what was written over by carriage returns.</summary>
    public static string Plain(string text)
    {
        var plain = Sequence().Replace(text, "");
        var last = plain.TrimEnd('\r').LastIndexOf('\r');
        return last < 0 ? plain : plain[(last + 1)..];
    }

    [GeneratedRegex(@"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-Z\\-_]")]
    private static partial Regex Sequence();
}
