using System.Text.RegularExpressions;

namespace GraphPlatform.Platform.Access;

/// <summary>What names look like.</summary>
public static partial class Names
{
    /// <summary>The rule in words.</summary>
    public const string LabelRule = "Use 1 to 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit: it becomes a host name.";

    /// <summary>Whether it is a DNS label (RFC 1123).</summary>
    public static bool IsLabel(string name) => Label().IsMatch(name);

    /// <summary>Whether it can name an environment variable.</summary>
    public static bool IsVariable(string name) => Variable().IsMatch(name);

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\z")]
    private static partial Regex Label();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,254}\\z")]
    private static partial Regex Variable();
}
