using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Metrics.Scraping;
using GraphPlatform.Server.Authentication;

namespace GraphPlatform.Server.Metrics;

/// <summary><c>/metrics</c>, for Prometheus. Its tokens open nothing else, and no session opens this: so it comes before those are looked at.</summary>
internal static class MetricsEndpoint
{
    private const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    public static void UseMetrics(this WebApplication app) => app.Map("/metrics", branch => branch.Run(async context =>
    {
        var (response, ct) = (context.Response, context.RequestAborted);
        response.Headers.CacheControl = "no-store";
        if (SessionAuthentication.BearerOf(context.Request) is not { } token
            || await context.RequestServices.GetRequiredService<ScrapeService>().ScrapeAsync(Caller.Anonymous, token, ct) is not { } text)
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            response.Headers.WWWAuthenticate = "Bearer";
            await response.WriteAsync("Send a metrics token as a bearer token: an organization's own, or for the platform what Telemetry:MetricsToken says.\n", ct);
            return;
        }

        response.ContentType = MediaType;
        await response.WriteAsync(text, ct);
    }));
}
