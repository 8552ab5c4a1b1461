using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Organizations;

/// <summary>Who did what in an organization, for its administrators.</summary>
public sealed class AuditModel(ApiClient api) : PageModel
{
    /// <summary>The organization with its entries.</summary>
    public OrganizationFacts Organization { get; private set; } = null!;

    /// <summary>The entries, the newest first.</summary>
    public IReadOnlyList<EntryFacts> Entries => [.. Organization.Audit.Nodes.Reverse()];

    /// <summary>Only this action; null for all.</summary>
    public string? Wanted { get; private set; }

    /// <summary>Only this outcome; null for all.</summary>
    public string? Outcome { get; private set; }

    /// <summary>Only what was done to this; null for all.</summary>
    public string? Subject { get; private set; }

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(string organizationId, string? wanted, string? outcome, string? subject, string? before)
    {
        Wanted = Filled(wanted);
        Outcome = outcome is "DONE" or "REFUSED" ? outcome : null;
        Subject = Filled(subject);
        var where = new { action = Wanted, outcome = Outcome, subjectId = Subject };
        if ((await api.RunAsync<AuditModel, Data>("Audit", new { id = organizationId, where, before })).Organization is not { } organization) return NotFound();
        Organization = organization;
        return Page();
    }

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>An organization with its entries.</summary>
    public sealed record OrganizationFacts(string Id, string Name, TrailFacts Audit);

    /// <summary>A page of the trail.</summary>
    public sealed record TrailFacts(IReadOnlyList<EntryFacts> Nodes, PageInfo PageInfo);

    /// <summary>An entry.</summary>
    public sealed record EntryFacts(string Id, DateTimeOffset At, string Action, string SubjectId, string Outcome, string? Detail, LimitsModel.ActorFacts Actor);

    private sealed record Data(OrganizationFacts? Organization);
}
