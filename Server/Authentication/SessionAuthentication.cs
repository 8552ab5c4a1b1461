using System.Security.Claims;
using System.Text.Encodings.Web;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Database;
using GraphPlatform.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Server.Authentication;

/// <summary>Programs prove a session by an access token, browsers by a cookie. Either way the session is looked up, so that one that has ended ends at once.</summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionService sessions, AccessTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Session";
    private const string Bearer = "Bearer ";

    /// <summary>
    /// Whether the request is one that a browser could have been tricked into: it proves itself by the cookie. A browser also sends the name and
    /// password of a proxy by itself, so any other kind of Authorization header counts for nothing.
    /// </summary>
    public static bool IsByCookie(HttpRequest request) => BearerOf(request) is null && request.Cookies.ContainsKey(SessionCookie.NameFor(request));

    /// <summary>The access token that the request presents, valid or not.</summary>
    public static string? BearerOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var caller = await FindAsync(BearerOf(Request), Request.Cookies[SessionCookie.NameFor(Request)]);
        if (caller.UserId is null) return AuthenticateResult.NoResult();
        Context.Features.Set(new CallerFeature(caller));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, caller.UserId)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    private async Task<Caller> FindAsync(string? bearer, string? cookie)
    {
        if (bearer is not null)
            return tokens.SessionOf(bearer) is { } session ? await sessions.FromSessionAsync(session, Context.RequestAborted) : Caller.Anonymous;
        return cookie is null ? Caller.Anonymous : await sessions.FromSessionTokenAsync(cookie, Context.RequestAborted);
    }
}

/// <summary>Registers how callers prove themselves.</summary>
internal static class AuthenticationSetup
{
    public static IServiceCollection AddSessionAuthentication(this IServiceCollection services)
    {
        services.AddSingleton<SocketSessions>();
        services.AddDataProtection().SetApplicationName("GraphPlatform");       // antiforgery tokens of forms, across restarts
        services.AddOptions<KeyManagementOptions>().Configure<DataFolder, ILoggerFactory>((o, data, logging) =>
            o.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(data.Folder("keys")), logging));
        services.AddAuthentication(SessionAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.SchemeName, null);
        return services;
    }
}
