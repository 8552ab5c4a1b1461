using System.Net;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Platform.Ingress.Gate;

namespace GraphPlatform.Server.Ingress;

/// <summary>
/// Answers the proxy. It is asked once for each request that goes to a container. Of its headers only X-Forwarded-Host counts, and X-Forwarded-Uri where a
/// domain is verified: the proxy sets both, whatever its client sent.
/// </summary>
internal sealed class GateRequests(IngressGate gate, IngressNames names, GateMark mark, IHostApplicationLifetime lifetime)
{
    private const string Text = "text/plain; charset=utf-8";

    public Task AnswerAsync(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address)) return Empty(http, StatusCodes.Status403Forbidden);
        if (!HttpMethods.IsGet(http.Request.Method)) return Empty(http, StatusCodes.Status405MethodNotAllowed);
        return http.Request.Path.Value switch
        {
            CaddyConfig.GatePath => EnterAsync(http),
            CaddyConfig.AskPath => AskAsync(http),
            CaddyConfig.ChallengePath => ChallengeAsync(http),
            _ => Empty(http, StatusCodes.Status404NotFound),
        };
    }

    private async Task EnterAsync(HttpContext http)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        GateAnswer answer;
        try
        {
            answer = await gate.EnterAsync(HostOf(http), leaving.Token);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            http.Abort();       // the client has gone; or this server goes, and the proxy asks the next one
            return;
        }

        if (answer.Refusal is { } refusal)
        {
            await GatePage.WriteAsync(http, refusal);
            return;
        }

        http.Response.Headers["X-Upstream"] = answer.Upstream;
        if (answer.Waited is { } waited) http.Response.Headers["Server-Timing"] = FormattableString.Invariant($"wake;dur={waited.TotalMilliseconds:0.0}");
    }

    /// <summary>Whether a name may have a certificate.</summary>
    private async Task AskAsync(HttpContext http) =>
        http.Response.StatusCode = await names.IsServedAsync(http.Request.Query["domain"].ToString(), http.RequestAborted) ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;

    private async Task ChallengeAsync(HttpContext http)
    {
        var path = http.Request.Headers["X-Forwarded-Uri"].ToString().Split('?')[0];
        if ((path == GateMark.Path ? mark.Token : await names.ChallengeAsync(HostOf(http), path, http.RequestAborted)) is not { } token)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = Text;
        await http.Response.WriteAsync(token, http.RequestAborted);
    }

    private static string HostOf(HttpContext http) => new HostString(http.Request.Headers["X-Forwarded-Host"].ToString()).Host;

    private static Task Empty(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
