using System.Text.Json;
using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Accounts;

/// <summary>Ends the session. Only by POST: a link on another site must not sign anybody out.</summary>
[Alone]
public sealed class SignOutModel(ApiClient api) : PageModel
{
    /// <summary>Ends it at the API, which closes its sockets, and takes the cookie away.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            await api.RunAsync<SignOutModel, JsonElement>("SignOut");
        }
        catch (ApiException ended) when (ended.Code == "UNAUTHENTICATED")
        {
            // It has ended already, which is what was asked for.
        }

        SessionCookie.Clear(HttpContext);
        return RedirectToPage("/Accounts/SignIn");
    }
}
