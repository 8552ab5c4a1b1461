using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GraphPlatform.GraphQL.Http;

/// <summary>
/// Which requests a foreign page may have made a browser send, with the user's cookies and without asking the server first (a CORS preflight):
/// https://fetch.spec.whatwg.org/#cors-safelisted-request-header. <see cref="GraphQLHttpOptions.PreventCrossSiteRequests"/> says what follows.
/// </summary>
internal static class CrossSiteRule
{
    /// <summary>What to do about a refused request.</summary>
    public const string Advice =
        "This request could have been made by a foreign page. Send the header \"GraphQL-Preflight: 1\", which such a page cannot without the server's consent.";

    private static readonly string[] PreflightHeaders = ["GraphQL-Preflight", "Apollo-Require-Preflight", "X-Apollo-Operation-Name"];

    /// <summary>Whether the request has a header that no foreign page can send unless CORS lets it.</summary>
    public static bool HasPreflightHeader(HttpRequest request)
    {
        foreach (var name in PreflightHeaders)
            if (request.Headers.TryGetValue(name, out var value) && value.ToString().Length > 0) return true;
        return false;
    }

    /// <summary>Whether a GET may be answered.</summary>
    public static bool AllowsGet(HttpRequest request)
    {
        var headers = request.Headers;
        if (HasPreflightHeader(request) || MediaTypes.IsJson(request.ContentType)) return true;
        // Browsers say it themselves to https and to the own machine.
        var site = headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site is "same-origin" or "none";
        var from = headers.Origin.ToString() is { Length: > 0 } origin ? origin : headers.Referer.ToString();
        if (from.Length > 0) return IsHere(request, from) || (headers.Origin.Count == 0 && headers.Cookie.Count == 0);
        // No browser, or one that was told to hide where it comes from: without cookies it is anybody.
        return !headers.ContainsKey(HeaderNames.Cookie);
    }

    /// <summary>Whether a WebSocket may be opened: no browser asks the server before, and a page may read what its socket gets.</summary>
    public static bool AllowsSocket(HttpRequest request) =>
        request.Headers.Cookie.Count == 0 || request.Headers.Origin.ToString() is not { Length: > 0 } origin || IsHere(request, origin);

    private static bool IsHere(HttpRequest request, string from) =>
        Uri.TryCreate(from, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, Authority(request), StringComparison.OrdinalIgnoreCase);

    /// <summary>As <see cref="Uri.Authority"/> writes it: a default port is not mentioned.</summary>
    private static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var uri) ? uri.Authority : "";
}
