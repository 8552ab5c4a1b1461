using System.Net;
using System.Net.Sockets;

namespace GraphPlatform.Platform.Networks;

/// <summary>
/// Addresses of the host that ports are published on. .NET reads <c>127.1</c>, <c>0x7f.1</c> and <c>[::1]</c> as addresses; the engine does not, and publishes on every
/// address what it cannot read. So only what both read the same is taken, and stored in its canonical form.
/// </summary>
public static class HostAddress
{
    /// <summary>The rule in words.</summary>
    public const string Rule = "Write an IP address in full: four decimal numbers such as 127.0.0.1, or an IPv6 address without brackets and zone such as ::1.";

    /// <summary>The canonical form: dotted decimal, or RFC 5952; null when it is no address.</summary>
    public static string? Canonical(string text)
    {
        if (text.Any(c => !char.IsAsciiHexDigit(c) && c is not ('.' or ':')) || !IPAddress.TryParse(text, out var address)) return null;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : address.ToString();
        return address.ToString() == text ? text : null;
    }

    /// <summary>Whether a port on one keeps the same port of the other from being published: they are equal, or one is every address of the machine.</summary>
    public static bool Overlap(string one, string other) => one == other || IsEvery(one) || IsEvery(other);

    // The engine listens on every IPv4 address for 0.0.0.0; a listener on :: takes IPv4 too.
    private static bool IsEvery(string address) => address is "0.0.0.0" or "::" or "";
}
