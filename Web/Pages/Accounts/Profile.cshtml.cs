using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Accounts;

/// <summary>Who is signed in.</summary>
public sealed class ProfileModel(ApiClient api) : PageModel
{
    /// <summary>The viewer's account.</summary>
    public AccountFacts Account { get; private set; } = null!;

    /// <summary>The organizations that the viewer is a member of.</summary>
    public IReadOnlyList<FrameOrganization> Organizations { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync()
    {
        var data = await api.RunAsync<ProfileModel, Data>("Profile");
        (Account, Organizations) = (data.Viewer, data.Organizations);
    }

    /// <summary>An account.</summary>
    public sealed record AccountFacts(string Id, string Name, string Email, bool IsAdministrator, DateTimeOffset CreatedAt);

    private sealed record Data(AccountFacts Viewer, IReadOnlyList<FrameOrganization> Organizations);
}
