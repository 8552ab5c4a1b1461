using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Organizations;

/// <summary>Tokens that a Prometheus reads an organization's metrics with.</summary>
public sealed class MonitoringModel(ApiClient api) : PageModel
{
    /// <summary>The organization.</summary>
    public OrganizationFacts Organization { get; private set; } = null!;

    /// <summary>Why something was not done.</summary>
    public string? Problem { get; private set; }

    /// <summary>The token that was just made: it is shown this once.</summary>
    public string? Token { get; private set; }

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(string organizationId) => await LoadAsync(organizationId) ? Page() : NotFound();

    /// <summary>Makes one, and shows it.</summary>
    public async Task<IActionResult> OnPostAsync(string organizationId, string? name)
    {
        var payload = (await api.RunAsync<MonitoringModel, Changed>("Create", new { input = new { organizationId, name = name ?? "" } })).Change;
        (Token, Problem) = (payload.Token, payload.Errors.Count > 0 ? payload.Errors[0].Message : null);
        return await LoadAsync(organizationId) ? Page() : NotFound();
    }

    /// <summary>Deletes one.</summary>
    public async Task<IActionResult> OnPostDeleteAsync(string organizationId, string tokenId)
    {
        var payload = (await api.RunAsync<MonitoringModel, Changed>("Delete", new { id = tokenId })).Change;
        if (payload.Errors.Count > 0)
        {
            Problem = payload.Errors[0].Message;
            return await LoadAsync(organizationId) ? Page() : NotFound();
        }

        TempData["Toast"] = "Deleted. It is refused from now on.";
        return RedirectToPage(new { organizationId });
    }

    private async Task<bool> LoadAsync(string organizationId)
    {
        if ((await api.RunAsync<MonitoringModel, Data>("Monitoring", new { id = organizationId })).Organization is not { } organization) return false;
        Organization = organization;
        return true;
    }

    /// <summary>An organization with its tokens.</summary>
    public sealed record OrganizationFacts(string Id, string Name, IReadOnlyList<TokenFacts> MetricsTokens);

    /// <summary>A token.</summary>
    public sealed record TokenFacts(string Id, string Name, DateTimeOffset CreatedAt);

    private sealed record Data(OrganizationFacts? Organization);

    private sealed record Changed(Payload Change);

    private sealed record Payload(string? Token, IReadOnlyList<UserError> Errors);
}
