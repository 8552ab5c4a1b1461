using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace GraphPlatform.Platform.Access;

/// <summary>Addresses and networks in an option, separated by commas: <c>10.0.0.5, 10.1.0.0/16, fd00::/8</c>.</summary>
public static class AddressRanges
{
    /// <summary>The rule in words.</summary>
    public const string Rule = "is a list of addresses and networks, such as 10.0.0.5, 10.1.0.0/16.";

    /// <summary>Reads the list; an address is a network of its own. What programs beside .NET would read otherwise (<c>10.1</c>, <c>010.0.0.1</c>) is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IReadOnlyList<IPNetwork>? ranges)
    {
        var found = new List<IPNetwork>();
        ranges = null;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var full = part.Contains('/') ? part : part + (part.Contains(':') ? "/128" : "/32");
            if (!IPNetwork.TryParse(full, out var range) || (!full.Contains(':') && range.ToString() != full)) return false;
            found.Add(range);
        }

        ranges = found;
        return true;
    }

    /// <summary>Reads a list that was validated before.</summary>
    public static IReadOnlyList<IPNetwork> Parse(string text) => TryParse(text, out var ranges) ? ranges : throw new FormatException($"'{text}' {Rule}");
}
