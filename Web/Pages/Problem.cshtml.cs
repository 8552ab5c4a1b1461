using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages;

/// <summary>What a status without a page of its own means, and what to do: nothing there, not allowed, a form that is too old.</summary>
[Alone]
[IgnoreAntiforgeryToken]
public sealed class ProblemModel : PageModel
{
    /// <summary>The HTTP status.</summary>
    [BindProperty(SupportsGet = true, Name = "status")]
    public int Status { get; set; }

    /// <summary>In a few words.</summary>
    public string Title => Status switch
    {
        400 => "This form is too old",
        403 => "You may not see this",
        404 => "There is nothing here",
        503 => "The database does not answer",
        _ => $"The server answered {Status}",
    };

    /// <summary>What to do.</summary>
    public string Help => Status switch
    {
        400 => "It was opened before you signed in anew, or cookies are switched off. Go back, reload the page, and send it again.",
        403 => "It is for administrators of the platform. Ask one of them to show you, or to make you one.",
        404 => "It was deleted, or it belongs to a project that you are no member of. If somebody gave you the address, ask them to invite you.",
        503 => "Nothing that runs is affected by it. This page loads itself again every few seconds; if it stays, tell whoever runs this server.",
        _ => "Try again in a moment. If it stays, tell whoever runs this server.",
    };
}
