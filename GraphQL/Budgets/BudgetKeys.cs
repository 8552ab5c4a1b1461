using System.Net.Sockets;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace GraphPlatform.GraphQL.Budgets;

/// <summary>Who pays for a request.</summary>
public static class BudgetKeys
{
    /// <summary>
    /// The signed-in user's id (the claim <c>sub</c> or its long name), else the client's address: an IPv6 client's whole /64, since it may use any address of it. Behind a
    /// proxy the address is the client's only if forwarded headers are read before.
    /// </summary>
    public static string UserOrAddress(HttpContext context, ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(user);
        if (user.Identity?.IsAuthenticated == true && (user.FindFirst(ClaimTypes.NameIdentifier) ?? user.FindFirst("sub"))?.Value is { Length: > 0 } id) return "user:" + id;
        return "address:" + NetworkOf(context);
    }

    /// <summary>The client's network: its IPv4 address, or the first 64 bits of its IPv6 address in hexadecimal; <c>unknown</c> where the connection has no address.</summary>
    public static string NetworkOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Connection.RemoteIpAddress is not { } address) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}
