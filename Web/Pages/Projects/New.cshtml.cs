using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GraphPlatform.Web.Pages.Projects;

/// <summary>Makes a project; where one begins who has none.</summary>
public sealed class NewModel(ApiClient api, Frame frame) : PageModel
{
    /// <summary>As typed.</summary>
    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    /// <summary>As chosen.</summary>
    [BindProperty(Name = "organizationId")]
    public string? OrganizationId { get; set; }

    /// <summary>Whether there is no project yet.</summary>
    public bool IsFirst => frame.Projects.Count == 0;

    /// <summary>Where it can belong.</summary>
    public IReadOnlyList<Organization> Organizations { get; private set; } = [];

    /// <summary>The same for a list to choose from.</summary>
    public SelectList Choices => new(Organizations, nameof(Organization.Id), nameof(Organization.Name), OrganizationId);

    /// <summary>Why it was not made.</summary>
    public IReadOnlyList<UserError> Problems { get; private set; } = [];

    /// <summary>Shows the form.</summary>
    public Task OnGetAsync() => LoadAsync();

    /// <summary>Makes it and goes there.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var input = new { name = Name ?? "", organizationId = OrganizationId };
        var payload = (await api.RunAsync<NewModel, Created>("CreateProject", new { input })).CreateProject;
        if (payload.Project is { } project) return RedirectToPage("/Containers/Index", new { projectId = project.Id });
        Problems = payload.Errors;
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync() => Organizations = (await api.RunAsync<NewModel, Data>("Organizations")).Organizations;

    /// <summary>A tenant.</summary>
    public sealed record Organization(string Id, string Name);

    private sealed record Data(IReadOnlyList<Organization> Organizations);

    private sealed record Created(CreatePayload CreateProject);

    private sealed record CreatePayload(Project? Project, IReadOnlyList<UserError> Errors);

    private sealed record Project(string Id);
}
