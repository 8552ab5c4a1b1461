using GraphPlatform.GraphQL.Http;

namespace GraphPlatform.Server.Authentication;

/// <summary>What is refused before anything looks at it.</summary>
internal static class RequestChecks
{
    /// <summary>
    /// A cookie travels with every request that a browser makes to us, whichever site told it to. So changes and sockets that prove
    /// themselves by the cookie must come from our own pages: browsers say so in the Origin header, which scripts cannot set.
    /// </summary>
    public static void UseSameOrigin(this WebApplication app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        var changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
        var socket = context.WebSockets.IsWebSocketRequest || string.Equals(request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase);
        if ((changes || socket) && SessionAuthentication.IsByCookie(request) && !IsOwn(request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("This request came from another site. Open the console itself, or send an access token.");
            return;
        }

        await next(context);
    });

    /// <summary>A token that is no longer good must not look like a platform with nothing in it.</summary>
    public static void UseRefusalOfBadTokens(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (SessionAuthentication.BearerOf(context.Request) is not null && Callers.Of(context).UserId is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            await GraphQLRefusal.WriteAsync(
                context, StatusCodes.Status401Unauthorized, "The access token is not valid or has expired. Get another by refreshSession, or sign in again.", "UNAUTHENTICATED");
            return;
        }

        await next(context);
    });

    private static bool IsOwn(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
        && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
