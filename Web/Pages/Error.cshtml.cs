using System.Diagnostics;
using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages;

/// <summary>A bug of ours.</summary>
[Alone]
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : PageModel
{
    /// <summary>Under which the server's log has the rest.</summary>
    public string Id => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;
}
