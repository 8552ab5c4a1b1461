using GraphPlatform.Web.Pages.Containers.Form;
using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Containers;

/// <summary>Changes a container: what was typed is reviewed as a plan, and then applied.</summary>
public sealed class EditModel(ApiClient api, Frame frame) : PageModel
{
    /// <summary>As typed.</summary>
    [BindProperty]
    public ContainerForm Form { get; set; } = new();

    /// <summary>The generation that the form began with.</summary>
    [BindProperty(Name = "generation")]
    public long Generation { get; set; }

    /// <summary>What was reviewed, sealed.</summary>
    [BindProperty(Name = "reviewed")]
    public string? Reviewed { get; set; }

    /// <summary>The container.</summary>
    public ConfigFacts Container { get; private set; } = null!;

    /// <summary>What administrators allow beyond the defaults.</summary>
    public IReadOnlyList<ProfileFacts> Profiles { get; private set; } = [];

    /// <summary>Why it was not done.</summary>
    public FieldProblems Problems { get; } = new();

    /// <summary>That somebody else has changed it; null when nobody did.</summary>
    public string? Conflict { get; private set; }

    /// <summary>What the change would do; null before the review.</summary>
    public PlanFacts? Plan { get; private set; }

    /// <summary>Shows the form with the configuration as it is.</summary>
    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!await LoadAsync(id)) return NotFound();
        (Form, Generation) = (ContainerForm.Of(Container), Container.Generation);
        return Page();
    }

    /// <summary>Shows what the change would do.</summary>
    public Task<IActionResult> OnPostAsync(string id) => ChangeAsync(id, apply: false);

    /// <summary>Does it, if it is what was reviewed; if not, it is reviewed first.</summary>
    public Task<IActionResult> OnPostApplyAsync(string id) => ChangeAsync(id, apply: true);

    private async Task<IActionResult> ChangeAsync(string id, bool apply)
    {
        if (!await LoadAsync(id)) return NotFound();
        var changes = FormInput.Changes(Form, ContainerForm.Of(Container), Container.Project.Texts, Problems);
        if (Problems.Count == 0 && changes.Count == 0)
        {
            Problems.Add("", "Nothing is different from what the container has.");
            return Page();
        }

        var seal = FormInput.Seal(changes, Generation);
        // What does not read is a problem already; the API is asked all the same, so that all fields have theirs at once.
        var applies = apply && seal == Reviewed && Problems.Count == 0;
        var input = new Dictionary<string, object?>(changes) { ["containerId"] = id, ["ifGeneration"] = Generation, ["dryRun"] = !applies };
        var payload = (await api.RunAsync<EditModel, Updated>("Update", new { input })).UpdateContainer;
        if (payload.Errors.Count > 0)
        {
            Conflict = payload.Errors.FirstOrDefault(e => e.Path is ["ifGeneration", ..])?.Message;
            Problems.AddMissing(payload.Errors.Where(e => e.Path is not ["ifGeneration", ..]));
        }

        if (Problems.Count > 0 || Conflict is not null) return Page();

        if (applies) return RedirectToPage("/Containers/Details", new { id });
        (Plan, Reviewed) = (payload.Plan, seal);
        return Page();
    }

    private async Task<bool> LoadAsync(string id)
    {
        var data = await api.RunAsync<EditModel, Data>("Edit", new { id });
        if (data.Container is not { } container) return false;
        (Container, Profiles) = (container, data.SecurityProfiles);
        frame.Select(container.Project.Id);
        return true;
    }

    private sealed record Data(ConfigFacts? Container, IReadOnlyList<ProfileFacts> SecurityProfiles);

    private sealed record Updated(UpdatePayload UpdateContainer);

    private sealed record UpdatePayload(PlanFacts? Plan, IReadOnlyList<UserError> Errors);
}
