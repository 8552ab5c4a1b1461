using System.Text.RegularExpressions;

namespace GraphPlatform.Platform.Access;

/// <summary>What names look like.</summary>
public static partial class Names
{
    /// <summary>The rule in words.</summary>
    public const string LabelRule = "Use 1 to 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit: it becomes a host name.";

    /// <summary>Whether it is a DNS label (RFC 1123).</summary>
    public static bool IsLabel(string name) => Label().IsMatch(name);

    /// <summary>The rule of variables in words.</summary>
    public const string VariableRule = "A variable's name has 1 to 255 characters without = and without control characters: PORT, discovery.type, my-var.";

    /// <summary>Whether it can name an environment variable. The kernel and the engine take any name without = and NUL; shells alone take fewer.</summary>
    public static bool IsVariable(string name) => name.Length is > 0 and <= 255 && !name.Contains('=') && !name.Any(char.IsControl) && !string.IsNullOrWhiteSpace(name);

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\z")]
    private static partial Regex Label();
}
