using System.Text.RegularExpressions;

namespace GraphPlatform.Platform.Containers;

/// <summary>References of images, by the grammar of the distribution specification.</summary>
public static partial class ImageReference
{
    /// <summary>The rule in words.</summary>
    public const string Rule = "Name an image as Docker does: nginx:1.27, ghcr.io/acme/shop:2 or name@sha256:….";

    /// <summary>Whether it is one.</summary>
    public static bool IsValid(string reference) => reference.Length <= 512 && Reference().IsMatch(reference);

    [GeneratedRegex("""
        ^(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?/)?
        [a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*
        (?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
