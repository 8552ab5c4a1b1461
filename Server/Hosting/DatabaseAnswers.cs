using System.Net;
using GraphPlatform.GraphQL.Http;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;

namespace GraphPlatform.Server.Hosting;

/// <summary>Says that the database does not answer, or has no room, as each kind of client understands it, wherever that comes out: mostly when it is looked up who asks.</summary>
internal static partial class DatabaseAnswers
{
    /// <summary>Seconds.</summary>
    public const string RetryAfter = "5";

    private const string PagePolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void UseDatabaseAnswers(this WebApplication app)
    {
        var logger = app.Logger;
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception error) when (!context.Response.HasStarted && DatabaseErrors.Explain(error) is { Code: ErrorCode.Unavailable or ErrorCode.Capacity } explained)
            {
                NoAnswer(logger, context.Request.Path, error.GetBaseException().Message);
                await AnswerAsync(context, explained);
            }
        });
    }

    private static Task AnswerAsync(HttpContext context, PlatformException error)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = RetryAfter;
        response.Headers.CacheControl = "no-store";
        if (context.Request.Path.StartsWithSegments("/graphql"))
            return GraphQLRefusal.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, error.Message, error.Code == ErrorCode.Unavailable ? "UNAVAILABLE" : "CAPACITY");
        if (!context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)) return response.WriteAsync(error.Message + "\n", context.RequestAborted);
        response.Headers["Refresh"] = RetryAfter;
        response.Headers.ContentSecurityPolicy = PagePolicy;
        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync(Page(error.Code == ErrorCode.Unavailable ? "The database does not answer" : "The disk is full", error.Message), context.RequestAborted);
    }

    private static string Page(string title, string message) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>{{title}} · GraphPlatform</title>
          <style>
            :root { color-scheme: light dark }
            body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 15px/1.5 system-ui, sans-serif; background: light-dark(#fafaf9, #161615); color: light-dark(#1c1b1a, #ecebe8) }
            main { max-width: 28rem; padding: 2rem }
            h1 { font-size: 1.25rem; margin: 0 0 .5rem }
            p { margin: 0 0 .5rem }
          </style>
        </head>
        <body>
          <main>
            <h1>{{title}}</h1>
            <p>{{WebUtility.HtmlEncode(message)}}</p>
            <p>Nothing that runs is affected by it. This page loads itself again every few seconds.</p>
          </main>
        </body>
        </html>
        """;

    [LoggerMessage(LogLevel.Error, "{Path} was not answered: {Reason}")]
    private static partial void NoAnswer(ILogger logger, string path, string reason);
}
