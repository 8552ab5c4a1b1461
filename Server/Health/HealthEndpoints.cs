using GraphPlatform.Platform.Health;
using GraphPlatform.Server.Authentication;

namespace GraphPlatform.Server.Health;

/// <summary>For load balancers and monitors: <c>/health/live</c> tells that the process answers, <c>/health/ready</c> whether requests can be served, and how well each part works.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return Results.Json(new { state = "ok" });
        });
        app.MapGet("/health/ready", async (HttpContext context, HealthService health) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            var report = await health.CheckAsync(Callers.Of(context), context.RequestAborted);
            return Results.Json(
                new
                {
                    state = Word(report.State),
                    checkedAt = report.CheckedAt,
                    components = report.Components.Select(c => new { name = c.Name, state = Word(c.State), reason = c.Reason }),
                },
                statusCode: report.State == HealthState.Down ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
        });
    }

    private static string Word(HealthState state) => state switch
    {
        HealthState.Ok => "ok",
        HealthState.Degraded => "degraded",
        _ => "down",
    };
}
