using GraphPlatform.Web.Pages.Backups;
using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Projects;

/// <summary>The backups of a project's containers, those included that are gone.</summary>
public sealed class BackupsModel(ApiClient api, Frame frame) : PageModel
{
    /// <summary>The project.</summary>
    public BackupsFacts Project { get; private set; } = null!;

    /// <summary>Backups older than this one.</summary>
    [BindProperty(Name = "after", SupportsGet = true)]
    public string? After { get; set; }

    /// <summary>Why something was not done.</summary>
    public string? Problem { get; private set; }

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(string projectId) => await LoadAsync(projectId) ? Page() : NotFound();

    /// <summary>Deletes one.</summary>
    public async Task<IActionResult> OnPostDeleteAsync(string projectId, string backupId)
    {
        var errors = (await api.RunAsync<BackupsModel, Changed>("Delete", new { id = backupId })).Change.Errors;
        if (errors.Count == 0)
        {
            TempData["Toast"] = "The backup is deleted.";
            return RedirectToPage(new { projectId });
        }

        Problem = errors[0].Message;
        return await LoadAsync(projectId) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(string projectId)
    {
        if ((await api.RunAsync<BackupsModel, Data>("Backups", new { id = projectId, after = After })).Project is not { } project) return false;
        Project = project;
        frame.Select(project.Id);
        return true;
    }

    /// <summary>A project with its backups.</summary>
    public sealed record BackupsFacts(string Id, string Name, Owner Organization, BackupPage Backups);

    /// <summary>Whose it is.</summary>
    public sealed record Owner(string Name, bool ViewerMayDeploy);

    private sealed record Data(BackupsFacts? Project);

    private sealed record Changed(Payload Change);

    private sealed record Payload(IReadOnlyList<UserError> Errors);
}
