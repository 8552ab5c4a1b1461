using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Platform;

/// <summary>Instances that wait, so that starts take no time.</summary>
public sealed class PoolsModel(ApiClient api) : PageModel
{
    /// <summary>The pools of this page, the oldest first.</summary>
    public IReadOnlyList<PoolFacts> Pools { get; private set; } = [];

    /// <summary>Where the next page begins; null when there is none.</summary>
    public string? Next { get; private set; }

    /// <summary>The profiles that a pool may have.</summary>
    public IReadOnlyList<Profile> Profiles { get; private set; } = [];

    /// <summary>Why something was not done.</summary>
    public IReadOnlyList<UserError> Problems { get; private set; } = [];

    /// <summary>The image as typed.</summary>
    [BindProperty(Name = "image")]
    public string? Image { get; set; }

    /// <summary>How many wait at least, as typed.</summary>
    [BindProperty(Name = "minimum")]
    public string? Minimum { get; set; }

    /// <summary>How many wait at most, as typed.</summary>
    [BindProperty(Name = "maximum")]
    public string? Maximum { get; set; }

    /// <summary>The chosen profile; empty for the defaults.</summary>
    [BindProperty(Name = "profile")]
    public string? SecurityProfile { get; set; }

    /// <summary>What is wrong with a field of the form for a new one.</summary>
    public string? ProblemOf(string field) => Problems.FirstOrDefault(p => p.Path is [var first, ..] && first == field)?.Message;

    /// <summary>Shows them.</summary>
    public Task OnGetAsync(string? after) => LoadAsync(after);

    /// <summary>Makes one.</summary>
    public Task<IActionResult> OnPostAsync() => ChangeAsync(
        "Create",
        new { input = new { image = Image?.Trim() ?? "", minimum = Number(Minimum), maximum = Number(Maximum), securityProfileId = string.IsNullOrEmpty(SecurityProfile) ? null : SecurityProfile } },
        $"The pool of {Image} fills.");

    /// <summary>Changes how many wait in one.</summary>
    public Task<IActionResult> OnPostUpdateAsync(string poolId) =>
        ChangeAsync("Update", new { input = new { warmPoolId = poolId, minimum = Number(Minimum), maximum = Number(Maximum) } }, "Changed.");

    /// <summary>Removes one.</summary>
    public Task<IActionResult> OnPostDeleteAsync(string poolId) => ChangeAsync("Delete", new { id = poolId }, "Removed. Containers that came from it go on.");

    /// <summary>What is no number is out of every range.</summary>
    private static int Number(string? typed) => int.TryParse(typed, out var number) ? number : -1;

    private async Task<IActionResult> ChangeAsync(string operation, object variables, string done)
    {
        Problems = (await api.RunAsync<PoolsModel, Changed>(operation, variables)).Change.Errors;
        if (Problems.Count > 0)
        {
            await LoadAsync(null);
            return Page();
        }

        TempData["Toast"] = done;
        return RedirectToPage();
    }

    private async Task LoadAsync(string? after)
    {
        var data = await api.RunAsync<PoolsModel, Data>("Pools", new { after });
        (Pools, Profiles) = (data.WarmPools.Nodes, data.SecurityProfiles);
        Next = data.WarmPools.PageInfo.HasNextPage ? data.WarmPools.PageInfo.EndCursor : null;
    }

    /// <summary>A security profile.</summary>
    public sealed record Profile(string Id, string Name);

    private sealed record Data(PoolPage WarmPools, IReadOnlyList<Profile> SecurityProfiles);

    private sealed record PoolPage(IReadOnlyList<PoolFacts> Nodes, PageInfo PageInfo);

    private sealed record Changed(Payload Change);

    private sealed record Payload(IReadOnlyList<UserError> Errors);
}
