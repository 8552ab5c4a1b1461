using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Containers;

/// <summary>A terminal in a container.</summary>
public sealed class TerminalModel(ApiClient api, Frame frame) : PageModel
{
    /// <summary>The container.</summary>
    public TerminalFacts Container { get; private set; } = null!;

    /// <summary>Shows the page; scripts open the terminal.</summary>
    public async Task<IActionResult> OnGetAsync(string id)
    {
        if ((await api.RunAsync<TerminalModel, Data>("Terminal", new { id })).Container is not { } container) return NotFound();
        Container = container;
        frame.Select(container.Project.Id);
        return Page();
    }

    /// <summary>A container whose terminal is shown.</summary>
    public sealed record TerminalFacts(string Id, string Name, string Status, string StatusReason, TerminalProject Project);

    /// <summary>Where it belongs.</summary>
    public sealed record TerminalProject(string Id, string Name);

    private sealed record Data(TerminalFacts? Container);
}
