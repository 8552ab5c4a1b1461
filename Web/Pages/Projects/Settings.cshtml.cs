using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Projects;

/// <summary>What a project is, its volumes, and its end.</summary>
public sealed class SettingsModel(ApiClient api) : PageModel
{
    /// <summary>The project.</summary>
    public ProjectFacts Project { get; private set; } = null!;

    /// <summary>Why something was not done.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string projectId) => await LoadAsync(projectId) ? Page() : NotFound();

    /// <summary>The name of a volume that was not made.</summary>
    public string? VolumeName { get; private set; }

    /// <summary>Why it was not.</summary>
    public string? VolumeProblem { get; private set; }

    /// <summary>Makes a volume.</summary>
    public async Task<IActionResult> OnPostNewVolumeAsync(string projectId, string? volumeName)
    {
        var payload = (await api.RunAsync<SettingsModel, NewVolumeData>("CreateVolume", new { id = projectId, name = volumeName?.Trim() ?? "" })).CreateVolume;
        if (payload.Errors.Count > 0)
        {
            (VolumeName, VolumeProblem) = (volumeName, payload.Errors[0].Message);
            return await LoadAsync(projectId) ? Page() : NotFound();
        }

        TempData["Toast"] = $"The volume {volumeName?.Trim()} is there. Give it to a container where that is changed.";
        return RedirectToPage(new { projectId });
    }

    /// <summary>Deletes a volume that no container uses.</summary>
    public async Task<IActionResult> OnPostVolumeAsync(string projectId, string volumeId)
    {
        var payload = (await api.RunAsync<SettingsModel, VolumeData>("DeleteVolume", new { id = volumeId })).DeleteVolume;
        if (payload.Errors.Count > 0) return await RefusedAsync(projectId, payload);
        TempData["Toast"] = "The volume and its files are deleted.";
        return RedirectToPage(new { projectId });
    }

    /// <summary>Deletes the project, if its name was typed.</summary>
    public async Task<IActionResult> OnPostDeleteAsync(string projectId, string? confirm)
    {
        if (!await LoadAsync(projectId)) return NotFound();
        if (confirm?.Trim() != Project.Name)
        {
            Problems = [$"Type {Project.Name} to delete it. Nothing was done."];
            return Page();
        }

        var payload = (await api.RunAsync<SettingsModel, ProjectData>("DeleteProject", new { id = projectId })).DeleteProject;
        if (payload.Errors.Count > 0) return await RefusedAsync(projectId, payload);
        TempData["Toast"] = $"The project {Project.Name} is deleted.";
        return RedirectToPage("/Index");
    }

    private async Task<IActionResult> RefusedAsync(string projectId, Payload payload)
    {
        Problems = [.. payload.Errors.Select(e => e.Message)];
        return await LoadAsync(projectId) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(string projectId)
    {
        var data = await api.RunAsync<SettingsModel, Data>("Project", new { id = projectId });
        if (data.Project is not { } project) return false;
        Project = project;
        return true;
    }

    /// <summary>A project as its settings show it.</summary>
    public sealed record ProjectFacts(
        string Id, string Name, string Subnet, DateTimeOffset CreatedAt, int ContainerCount, Owner Organization, IReadOnlyList<VolumeFacts> Volumes);

    /// <summary>The organization that owns it.</summary>
    public sealed record Owner(string Id, string Name);

    /// <summary>A volume.</summary>
    public sealed record VolumeFacts(string Id, string Name, bool Named, string? DeclaredTarget, DateTimeOffset CreatedAt, VolumeUser? Container);

    /// <summary>The container that uses it.</summary>
    public sealed record VolumeUser(string Id, string Name);

    private sealed record Data(ProjectFacts? Project);

    private sealed record Payload(IReadOnlyList<UserError> Errors);

    private sealed record VolumeData(Payload DeleteVolume);

    private sealed record NewVolumeData(Payload CreateVolume);

    private sealed record ProjectData(Payload DeleteProject);
}
