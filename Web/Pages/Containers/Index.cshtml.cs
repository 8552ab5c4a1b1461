using GraphPlatform.Web.Parts;
using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Containers;

/// <summary>The containers of a project.</summary>
public sealed class IndexModel(ApiClient api) : PageModel
{
    /// <summary>Part of a name.</summary>
    [BindProperty(SupportsGet = true, Name = "search")]
    public string? Search { get; set; }

    /// <summary>One of <see cref="Filters"/>; null for all.</summary>
    [BindProperty(SupportsGet = true, Name = "status")]
    public string? Status { get; set; }

    /// <summary><c>name</c>, or null for what needs attention first.</summary>
    [BindProperty(SupportsGet = true, Name = "order")]
    public string? Order { get; set; }

    /// <summary>The next page's place.</summary>
    [BindProperty(SupportsGet = true, Name = "after")]
    public string? After { get; set; }

    /// <summary>The project.</summary>
    public ProjectFacts Project { get; private set; } = null!;

    /// <summary>Those that the filter shows.</summary>
    public IReadOnlyList<ContainerRow> Rows { get; private set; } = [];

    /// <summary>All of this page.</summary>
    public IReadOnlyList<ContainerRow> All { get; private set; } = [];

    /// <summary>In all pages.</summary>
    public int Total { get; private set; }

    /// <summary>Where this page stands.</summary>
    public PageInfo Info { get; private set; } = new(false);

    /// <summary>Why something was not done.</summary>
    public string? Problem { get; private set; }

    /// <summary>How near the organization is to its limits; null while there is room.</summary>
    public QuotaNotice? Quota => QuotaNotice.Of(Project.Organization.Quota);

    /// <summary>Figures above the list.</summary>
    public ListFigures Figures => new(All);

    /// <summary>Filters with their words and counts.</summary>
    public IReadOnlyList<ListFilter> Filters =>
    [
        new(null, "All", All.Count),
        .. ContainerLook.Filters.Select(f => new ListFilter(f.Key, f.Word, All.Count(r => r.Look.Group == f.Key))),
    ];

    /// <summary>Shows the list.</summary>
    public async Task<IActionResult> OnGetAsync(string projectId) => await LoadAsync(projectId) ? Page() : NotFound();

    /// <summary>Starts one.</summary>
    public Task<IActionResult> OnPostStartAsync(string projectId, string containerId) => ChangeAsync(projectId, containerId, "Start");

    /// <summary>Stops one.</summary>
    public Task<IActionResult> OnPostStopAsync(string projectId, string containerId) => ChangeAsync(projectId, containerId, "Stop");

    /// <summary>Wakes one.</summary>
    public Task<IActionResult> OnPostWakeAsync(string projectId, string containerId) => ChangeAsync(projectId, containerId, "Wake");

    private async Task<IActionResult> ChangeAsync(string projectId, string containerId, string operation)
    {
        var payload = (await api.RunAsync<IndexModel, Dictionary<string, Payload>>(operation, new { id = containerId })).Values.Single();
        if (payload.Errors.Count == 0) return RedirectToPage(new { projectId, search = Search, status = Status });
        Problem = payload.Errors[0].Message;
        return await LoadAsync(projectId) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(string projectId)
    {
        var search = string.IsNullOrWhiteSpace(Search) ? null : Search.Trim();
        var data = await api.RunAsync<IndexModel, Data>("Containers", new { projectId, search, after = After });
        if (data.Project is not { } project) return false;
        Project = project;
        Total = data.Containers.TotalCount;
        Info = data.Containers.PageInfo;
        All = Order == "name"
            ? [.. data.Containers.Nodes.OrderBy(r => r.Name, StringComparer.Ordinal)]
            : [.. data.Containers.Nodes.OrderBy(r => r.Look.Urgency).ThenBy(r => r.Name, StringComparer.Ordinal)];
        Rows = Status is null ? All : [.. All.Where(r => r.Look.Group == Status)];
        return true;
    }

    /// <summary>A project.</summary>
    public sealed record ProjectFacts(string Id, string Name, OrganizationOfList Organization);

    /// <summary>Whose it is.</summary>
    public sealed record OrganizationOfList(string Id, string Name, QuotaOfList Quota);

    /// <summary>A filter.</summary>
    public sealed record ListFilter(string? Key, string Word, int Count)
    {
        /// <summary>Whether it is there without a container that it would show.</summary>
        public bool IsAlways => Key is null or "running" or "stopped" or "failed";
    }

    private sealed record Data(ProjectFacts? Project, Connection Containers);

    private sealed record Connection(IReadOnlyList<ContainerRow> Nodes, PageInfo PageInfo, int TotalCount);

    private sealed record Payload(IReadOnlyList<UserError> Errors);
}
