using System.Globalization;
using System.Net;
using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Ingress;

/// <summary>What host names look like.</summary>
internal static class HostNames
{
    /// <summary>The rule in words.</summary>
    public const string Rule = "A host name has at least two labels: shop.example.com. It is neither an address nor has it a port, a path or a wildcard.";

    private const int MaxLength = 253;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>The one form in which names are stored and compared: ASCII (RFC 5891), in lower case, without a final dot; null when it is no host name.</summary>
    public static string? Normalize(string name)
    {
        var trimmed = name.Trim().TrimEnd('.');
        if (trimmed.Length is 0 or > MaxLength || IPAddress.TryParse(trimmed, out _)) return null;
        string ascii;
        try
        {
            ascii = Idn.GetAscii(trimmed).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }

        // The last label of a name is never only digits: that is an address.
        var labels = ascii.Split('.');
        return ascii.Length <= MaxLength && labels.Length > 1 && Array.TrueForAll(labels, Names.IsLabel) && !labels[^1].All(char.IsAsciiDigit) ? ascii : null;
    }

    /// <summary>Whether <paramref name="host"/> is <paramref name="domain"/> or lies below it.</summary>
    public static bool IsWithin(string host, string domain) => host == domain || host.EndsWith("." + domain, StringComparison.Ordinal);
}
