using Microsoft.AspNetCore.Http;

namespace GraphPlatform.Web;

/// <summary>The console's session cookie: opaque, out of reach for scripts, and sent to this host alone.</summary>
public static class SessionCookie
{
    /// <summary>Its name. Browsers hold a <c>__Host-</c> cookie to HTTPS, this host and the root path; on plain HTTP, as on localhost, they refuse it.</summary>
    public static string NameFor(HttpRequest request) => request.IsHttps ? "__Host-graphplatform" : "graphplatform";

    /// <summary>Sets it.</summary>
    public static void Set(HttpContext http, string token, DateTimeOffset expires) =>
        http.Response.Cookies.Append(NameFor(http.Request), token, Options(http.Request, expires));

    /// <summary>Takes it away.</summary>
    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(NameFor(http.Request), Options(http.Request, null));

    private static CookieOptions Options(HttpRequest request, DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        Secure = request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        Expires = expires,
        IsEssential = true,
    };
}
