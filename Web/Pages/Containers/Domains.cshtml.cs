using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Containers;

/// <summary>The domains of the organization's own that lead to a container.</summary>
public sealed class DomainsModel(ApiClient api, Frame frame) : PageModel
{
    /// <summary>The container.</summary>
    public DomainsFacts Container { get; private set; } = null!;

    /// <summary>The host as typed.</summary>
    [BindProperty(Name = "host")]
    public string? Host { get; set; }

    /// <summary>Why a domain was not added.</summary>
    public string? HostProblem { get; private set; }

    /// <summary>Why something else was not done.</summary>
    public string? Problem { get; private set; }

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id) ? Page() : NotFound();

    /// <summary>Adds one, and shows how to verify it.</summary>
    public async Task<IActionResult> OnPostAsync(string id)
    {
        var errors = await RunAsync("Add", new { input = new { containerId = id, host = Host?.Trim() ?? "" } });
        if (errors.Count == 0) return Done(id, $"{Host?.Trim()} is added. Show that it is yours, then verify it.");
        if (errors[0].Path is ["host", ..]) HostProblem = errors[0].Message;
        else Problem = errors[0].Message;
        return await LoadAsync(id) ? Page() : NotFound();
    }

    /// <summary>Looks whether one shows its token.</summary>
    public Task<IActionResult> OnPostVerifyAsync(string id, string domainId) => ChangeAsync(id, "Verify", domainId, "Verified: requests to it reach the container.");

    /// <summary>Removes one.</summary>
    public Task<IActionResult> OnPostRemoveAsync(string id, string domainId) => ChangeAsync(id, "Remove", domainId, "Removed: it is not served any more.");

    private async Task<IActionResult> ChangeAsync(string id, string operation, string domainId, string done)
    {
        var errors = await RunAsync(operation, new { id = domainId });
        if (errors.Count == 0) return Done(id, done);
        Problem = errors[0].Message;
        return await LoadAsync(id) ? Page() : NotFound();
    }

    private async Task<IReadOnlyList<UserError>> RunAsync(string operation, object variables) =>
        (await api.RunAsync<DomainsModel, Changed>(operation, variables)).Change.Errors;

    private RedirectToPageResult Done(string id, string words)
    {
        TempData["Toast"] = words;
        return RedirectToPage(new { id });
    }

    private async Task<bool> LoadAsync(string id)
    {
        if ((await api.RunAsync<DomainsModel, Data>("Domains", new { id })).Container is not { } container) return false;
        Container = container;
        frame.Select(container.Project.Id);
        return true;
    }

    /// <summary>A container with its domains.</summary>
    public sealed record DomainsFacts(
        string Id, string Name, int? HttpPort, DomainsProject Project, IReadOnlyList<DomainFacts> Domains);

    /// <summary>Where it belongs.</summary>
    public sealed record DomainsProject(string Id, string Name);

    /// <summary>A domain.</summary>
    public sealed record DomainFacts(string Id, string Host, string Status, DateTimeOffset CreatedAt, DateTimeOffset? VerifiedAt, Verification Verification);

    /// <summary>How to show that a domain is one's own.</summary>
    public sealed record Verification(string RecordName, string RecordValue, string Url, string Answer);

    private sealed record Data(DomainsFacts? Container);

    private sealed record Changed(Payload Change);

    private sealed record Payload(IReadOnlyList<UserError> Errors);
}
