using System.Net;
using GraphPlatform.Platform.Ingress.Gate;

namespace GraphPlatform.Server.Ingress;

/// <summary>What somebody sees whose request goes nowhere: what is so, and what helps. Browsers get a page, programs a line.</summary>
internal static class GatePage
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static Task WriteAsync(HttpContext http, GateRefusal refusal)
    {
        var page = Of(refusal);
        var (response, asHtml) = (http.Response, http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase));
        response.StatusCode = page.Status;
        response.ContentType = asHtml ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (asHtml) response.Headers.ContentSecurityPolicy = Policy;
        if (page.RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString();
        return response.WriteAsync(asHtml ? Html(page) : $"{page.Title}. {page.Words}\n", http.RequestAborted);
    }

    private static Page Of(GateRefusal refusal) => refusal.Kind switch
    {
        GateRefusalKind.UnknownHost => new(404, "There is no such app", "Nothing is served under this name. Check the address.", null),
        GateRefusalKind.NoHttpPort => new(404, "This app has no web address", "It speaks no HTTP. Whom it belongs to can say on which port it does.", null),
        GateRefusalKind.Stopped => new(503, "This app is stopped", "Whom it belongs to has stopped it, and can start it again.", null),
        GateRefusalKind.Held => new(503, "This app is on hold", "It may not run at present. Whom it belongs to finds the reason in the console.", null),
        GateRefusalKind.QuotaExceeded => new(503, "This app cannot wake", "There is no quota left for it. Whom it belongs to can stop something else.", 60),
        GateRefusalKind.Failed => new(503, "This app does not run", $"{refusal.Detail} Whom it belongs to finds more in its log.", 5),
        GateRefusalKind.Late => new(504, "This app is not ready yet", "It was not ready in time. Try again in a moment.", 5),
        GateRefusalKind.Busy => new(503, "Too many requests wait", "So many wait for it to wake that this one could not. Try again in a moment.", 2),
        _ => new(503, "This app cannot be reached", "What it runs on does not answer at present. Try again in a moment.", 5),
    };

    private static string Html(Page page) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="robots" content="noindex">
          <title>{{WebUtility.HtmlEncode(page.Title)}}</title>
          <style>
            :root { color-scheme: light dark }
            body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 15px/1.5 system-ui, sans-serif; background: light-dark(#fafaf9, #161615); color: light-dark(#1c1b1a, #ecebe8) }
            main { max-width: 26rem; padding: 2rem }
            h1 { font-size: 1.25rem; margin: 0 0 .5rem }
            p { margin: 0 0 .5rem }
            small { color: light-dark(#6b6965, #9b9994) }
          </style>
        </head>
        <body>
          <main>
            <h1>{{WebUtility.HtmlEncode(page.Title)}}</h1>
            <p>{{WebUtility.HtmlEncode(page.Words)}}</p>
            <small>{{page.Status}} from the gate, not from the app.</small>
          </main>
        </body>
        </html>
        """;

    private sealed record Page(int Status, string Title, string Words, int? RetryAfter);
}
