using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Accounts;

/// <summary>Signs in, and goes on where one was sent away.</summary>
[Alone]
public sealed class SignInModel(ApiClient api) : PageModel
{
    /// <summary>Where to go on; only an address of this host is followed.</summary>
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>Whether a session ended, which is why one is here.</summary>
    [BindProperty(SupportsGet = true, Name = "ended")]
    public string? Ended { get; set; }

    /// <summary>As typed.</summary>
    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    /// <summary>As typed; never written back.</summary>
    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    /// <summary>Why it was refused.</summary>
    public string? Problem { get; private set; }

    /// <summary>Asks the API for a session and keeps it in the cookie.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var data = await api.RunAsync<SignInModel, Data>("SignIn", new { input = new { email = Email ?? "", password = Password ?? "", kind = "BROWSER" } });
        if (data.SignIn.SessionToken is { } token)
        {
            SessionCookie.Set(HttpContext, token, data.SignIn.ExpiresAt!.Value);
            return Url.IsLocalUrl(ReturnUrl) ? LocalRedirect(ReturnUrl) : RedirectToPage("/Index");
        }

        Problem = data.SignIn.Errors[0].Message;
        Ended = null;
        return Page();
    }

    private sealed record Data(SignInPayload SignIn);

    private sealed record SignInPayload(string? SessionToken, DateTimeOffset? ExpiresAt, IReadOnlyList<UserError> Errors);
}
