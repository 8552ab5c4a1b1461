using GraphPlatform.Web.Pages.Containers.Form;
using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Containers;

/// <summary>Makes a container.</summary>
public sealed class NewModel(ApiClient api) : PageModel
{
    /// <summary>As typed.</summary>
    [BindProperty]
    public ContainerForm Form { get; set; } = new() { Start = true };

    /// <summary>Why it was not made.</summary>
    public FieldProblems Problems { get; } = new();

    /// <summary>The project.</summary>
    public ProjectFacts Project { get; private set; } = null!;

    /// <summary>What administrators allow beyond the defaults.</summary>
    public IReadOnlyList<ProfileFacts> Profiles { get; private set; } = [];

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(string projectId) => await LoadAsync(projectId) ? Page() : NotFound();

    /// <summary>Makes it and goes there, where its stages are.</summary>
    public async Task<IActionResult> OnPostAsync(string projectId)
    {
        if (!await LoadAsync(projectId)) return NotFound();
        var input = FormInput.Create(Form, projectId, new VolumeTexts(Project.Volumes), Problems);
        // What does not read is a problem already; the API is asked all the same, so that all fields have theirs at once.
        input["dryRun"] = Problems.Count > 0;
        var payload = (await api.RunAsync<NewModel, Created>("Create", new { input })).CreateContainer;
        if (Problems.Count == 0 && payload.Container is { } container) return RedirectToPage("/Containers/Details", new { id = container.Id });
        Problems.AddMissing(payload.Errors);
        return Page();
    }

    private async Task<bool> LoadAsync(string projectId)
    {
        var data = await api.RunAsync<NewModel, Data>("Form", new { projectId });
        if (data.Project is not { } project) return false;
        Project = project;
        Profiles = data.SecurityProfiles;
        return true;
    }

    /// <summary>A project.</summary>
    public sealed record ProjectFacts(string Id, string Name, FrameOrganization Organization, IReadOnlyList<VolumeChoice> Volumes);

    private sealed record Data(ProjectFacts? Project, IReadOnlyList<ProfileFacts> SecurityProfiles);

    private sealed record Created(CreatePayload CreateContainer);

    private sealed record CreatePayload(Made? Container, IReadOnlyList<UserError> Errors);

    private sealed record Made(string Id);
}
