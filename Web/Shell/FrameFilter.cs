using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace GraphPlatform.Web.Shell;

/// <summary>A page without a frame, which may be read by anybody.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AloneAttribute : Attribute;

/// <summary>Loads the frame before a page, and turns what the API refuses into a page that says what to do.</summary>
internal sealed class FrameFilter(Frame frame) : IAsyncPageFilter, IExceptionFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // Pages show what is so now; a page from the browser's store would show what was.
        context.HttpContext.Response.Headers.CacheControl = "no-cache, no-store";
        context.HttpContext.Response.Headers.Pragma = "no-cache";
        if (!context.ActionDescriptor.ModelTypeInfo!.IsDefined(typeof(AloneAttribute), inherit: false))
            await frame.LoadAsync(context.HttpContext.Request.RouteValues["projectId"] as string);
        await next();
    }

    public void OnException(ExceptionContext context)
    {
        if (context.Exception is not ApiException refused || Answer(refused, context.HttpContext) is not { } answer) return;
        context.Result = answer;
        context.ExceptionHandled = true;
    }

    private static IActionResult? Answer(ApiException refused, HttpContext http) => refused.Code switch
    {
        "UNAUTHENTICATED" => SignIn(http),
        "NOT_FOUND" or "BAD_USER_INPUT" => new StatusCodeResult(StatusCodes.Status404NotFound),
        "UNAVAILABLE" => Later(http),
        "FORBIDDEN" => new StatusCodeResult(StatusCodes.Status403Forbidden),
        _ => null,
    };

    /// <summary>The database does not answer: the page loads itself again.</summary>
    private static StatusCodeResult Later(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "5";
        http.Response.Headers["Refresh"] = "5";
        return new(StatusCodes.Status503ServiceUnavailable);
    }

    private static RedirectToPageResult SignIn(HttpContext http)
    {
        var page = HttpMethods.IsGet(http.Request.Method) ? http.Request.PathBase + http.Request.Path + http.Request.QueryString : "/";
        var ended = http.Request.Cookies.ContainsKey(SessionCookie.NameFor(http.Request));
        return new RedirectToPageResult("/Accounts/SignIn", new { returnUrl = page == "/" ? null : page, ended = ended ? "1" : null });
    }
}
