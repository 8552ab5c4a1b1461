using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Backups;

/// <summary>Restores a backup: into its container, with what that replaces, or into a new one.</summary>
public sealed class RestoreModel(ApiClient api, Frame frame) : PageModel
{
    /// <summary>The backup.</summary>
    public RestoredFacts Backup { get; private set; } = null!;

    /// <summary>What a restore into its container does; null where it cannot be.</summary>
    public RestorePlanFacts? Plan { get; private set; }

    /// <summary>Why it cannot.</summary>
    public string? Because { get; private set; }

    /// <summary>Where a new container can be.</summary>
    public IReadOnlyList<Choice> Projects { get; private set; } = [];

    /// <summary>Why something was not done.</summary>
    public string? Problem { get; private set; }

    /// <summary>Why a name cannot be.</summary>
    public string? NameProblem { get; private set; }

    /// <summary>The new container's name.</summary>
    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    /// <summary>Where it is made.</summary>
    [BindProperty(Name = "projectId")]
    public string? ProjectId { get; set; }

    /// <summary>Shows what it would do.</summary>
    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!await LoadAsync(id)) return NotFound();
        Name = Backup.Container is null ? Backup.ContainerName : $"{Backup.ContainerName}-restored";
        return Page();
    }

    /// <summary>Restores into its container, and goes to where that is seen.</summary>
    public async Task<IActionResult> OnPostAsync(string id)
    {
        var payload = await RunAsync(new Dictionary<string, object?> { ["backupId"] = id });
        if (payload.Container is { } container && payload.Errors.Count == 0) return RedirectToPage("/Containers/Backups", new { id = container.Id });
        Problem = payload.Errors[0].Message;
        return await LoadAsync(id) ? Page() : NotFound();
    }

    /// <summary>Restores into a new one, and goes there.</summary>
    public async Task<IActionResult> OnPostNewAsync(string id, bool publishPorts, bool start)
    {
        var payload = await RunAsync(new Dictionary<string, object?> { ["backupId"] = id, ["into"] = new { projectId = ProjectId ?? "", name = Name?.Trim() ?? "", publishPorts, start } });
        if (payload.Container is { } container && payload.Errors.Count == 0) return RedirectToPage("/Containers/Backups", new { id = container.Id });
        if (payload.Errors[0].Path is ["name", ..]) NameProblem = payload.Errors[0].Message;
        else Problem = payload.Errors[0].Message;
        return await LoadAsync(id) ? Page() : NotFound();
    }

    private async Task<Payload> RunAsync(Dictionary<string, object?> input) => (await api.RunAsync<RestoreModel, Changed>("Restore", new { input })).Change;

    private async Task<bool> LoadAsync(string id)
    {
        if ((await api.RunAsync<RestoreModel, Data>("Backup", new { id })).Backup is not { } backup) return false;
        Backup = backup;
        Projects = (await api.RunAsync<RestoreModel, ProjectsData>("Projects")).Projects.Nodes;
        if (backup.Container is { } container)
        {
            frame.Select(container.Project.Id);
            ProjectId ??= container.Project.Id;
        }

        var planned = await RunAsync(new Dictionary<string, object?> { ["backupId"] = id, ["dryRun"] = true });
        if (planned.Errors.Count == 0) Plan = planned.Plan;
        else Because = planned.Errors[0].Message;
        return true;
    }

    /// <summary>A backup that is to be restored.</summary>
    public sealed record RestoredFacts(
        string Id, string ContainerName, string Status, string? Failure, DateTimeOffset CreatedAt, DateTimeOffset? VerifiedAt, long SizeBytes, long ContentBytes, RestoredContainer? Container,
        IReadOnlyList<PartFacts> Parts);

    /// <summary>The container that it is of.</summary>
    public sealed record RestoredContainer(string Id, string Name, string Status, Choice Project);

    /// <summary>What a restore does.</summary>
    public sealed record RestorePlanFacts(IReadOnlyList<string> Replaces, IReadOnlyList<string> Makes, string? DowntimeBecause);

    /// <summary>Something to choose.</summary>
    public sealed record Choice(string Id, string Name);

    private sealed record Data(RestoredFacts? Backup);

    private sealed record ProjectsData(ProjectPage Projects);

    private sealed record ProjectPage(IReadOnlyList<Choice> Nodes);

    private sealed record Changed(Payload Change);

    private sealed record Payload(Choice? Container, RestorePlanFacts? Plan, IReadOnlyList<UserError> Errors);
}
