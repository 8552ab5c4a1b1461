using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages;

/// <summary>Leads to the project that was looked at last, or to the first; without any, to where one is made.</summary>
public sealed class IndexModel(Frame frame) : PageModel
{
    /// <summary>Redirects.</summary>
    public IActionResult OnGet() => frame.Project is { } project
        ? RedirectToPage("/Containers/Index", new { projectId = project.Id })
        : RedirectToPage("/Projects/New");
}
