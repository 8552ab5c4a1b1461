using System.Xml;
using GraphPlatform.Web.Pages.Backups;
using GraphPlatform.Web.Parts;
using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Containers;

/// <summary>A container's backups: those that are there, a new one, and when they are made by themselves.</summary>
public sealed class BackupsModel(ApiClient api, Frame frame, TimeProvider clock) : PageModel
{
    // A restore is looked at when it has ended; next day it is history.
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    /// <summary>The container.</summary>
    public BackupsFacts Container { get; private set; } = null!;

    /// <summary>What the schedule's form holds.</summary>
    [BindProperty(Name = "")]
    public ScheduleForm Form { get; set; } = new();

    /// <summary>Backups older than this one.</summary>
    [BindProperty(Name = "after", SupportsGet = true)]
    public string? After { get; set; }

    /// <summary>Why something was not done.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether the viewer may make, restore and delete them.</summary>
    public bool MayChange => Container.Project.Organization.ViewerMayDeploy;

    private IReadOnlyList<UserError> Problems { get; set; } = [];

    /// <summary>Whether a restore is still worth showing.</summary>
    public bool IsRecent(RestoreFacts restore) => restore.Operation.FinishedAt is { } at && clock.GetUtcNow() - at < Recent;

    /// <summary>What is wrong with a field.</summary>
    public string? ProblemOf(string field) => Problems.FirstOrDefault(p => p.Path is [var first, ..] && first == field)?.Message;

    /// <summary>For aria-invalid.</summary>
    public string? Invalid(string field) => ProblemOf(field) is null ? null : "true";

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!await LoadAsync(id)) return NotFound();
        Form = ScheduleForm.Of(Container.BackupPolicy);
        return Page();
    }

    /// <summary>Asks for one.</summary>
    public Task<IActionResult> OnPostNowAsync(string id) => ChangeAsync(id, "Now", new { id }, "It is being backed up.");

    /// <summary>Deletes one.</summary>
    public Task<IActionResult> OnPostDeleteAsync(string id, string backupId) => ChangeAsync(id, "Delete", new { id = backupId }, "The backup is deleted.");

    /// <summary>Says when they are made by themselves.</summary>
    public Task<IActionResult> OnPostScheduleAsync(string id, bool on)
    {
        var every = Durations.Parse(Form.When);
        object schedule = every is { } span ? new { every = XmlConvert.ToString(span) } : new { cron = string.IsNullOrWhiteSpace(Form.When) ? "0 3 * * *" : Form.When.Trim() };
        var input = new { containerId = id, schedule, keepLast = Form.KeepLast, keepFor = Form.KeepDays is { } days ? $"P{days}D" : null, enabled = on };
        return ChangeAsync(id, "Schedule", new { input }, on ? "It is backed up by itself from now on." : "It is not backed up by itself any more.");
    }

    private async Task<IActionResult> ChangeAsync(string id, string operation, object variables, string done)
    {
        Problems = (await api.RunAsync<BackupsModel, Changed>(operation, variables)).Change.Errors;
        if (Problems.Count == 0)
        {
            TempData["Toast"] = done;
            return RedirectToPage(new { id });
        }

        Problem = Problems.FirstOrDefault(p => p.Path is not [("schedule" or "keepLast" or "keepFor"), ..])?.Message;
        if (!await LoadAsync(id)) return NotFound();
        if (operation != "Schedule") Form = ScheduleForm.Of(Container.BackupPolicy);
        return Page();
    }

    private async Task<bool> LoadAsync(string id)
    {
        if ((await api.RunAsync<BackupsModel, Data>("Backups", new { id, after = After })).Container is not { } container) return false;
        Container = container;
        frame.Select(container.Project.Id);
        return true;
    }

    /// <summary>A container with its backups.</summary>
    public sealed record BackupsFacts(string Id, string Name, BackupsProject Project, BackupsDeployment Current, BackupPage Backups, PolicyFacts? BackupPolicy, RestoreFacts? LatestRestore)
    {
        /// <summary>Whether one is under way.</summary>
        public bool IsBusy => Backups.Nodes.Any(b => b.IsUnderWay);
    }

    /// <summary>Where it belongs.</summary>
    public sealed record BackupsProject(string Id, string Name, BackupsOrganization Organization);

    /// <summary>Whose it is.</summary>
    public sealed record BackupsOrganization(bool ViewerMayDeploy);

    /// <summary>What it should run.</summary>
    public sealed record BackupsDeployment(IReadOnlyList<BackupsVolume> Volumes);

    /// <summary>A volume that it has.</summary>
    public sealed record BackupsVolume(string Target);

    private sealed record Data(BackupsFacts? Container);

    private sealed record Changed(Payload Change);

    private sealed record Payload(IReadOnlyList<UserError> Errors);
}

/// <summary>A schedule as typed.</summary>
public sealed class ScheduleForm
{
    /// <summary>A length of time, or a cron expression.</summary>
    public string? When { get; set; }

    /// <summary>How many are kept; empty for all.</summary>
    public int? KeepLast { get; set; }

    /// <summary>For how many days; empty for ever.</summary>
    public int? KeepDays { get; set; }

    internal static ScheduleForm Of(PolicyFacts? policy) => policy is null ? new() { When = "1 d", KeepLast = 7 } : new()
    {
        When = policy.Cron ?? Durations.Plain(XmlConvert.ToTimeSpan(policy.Every!)),
        KeepLast = policy.KeepLast,
        KeepDays = policy.KeepFor is { } keep ? (int)Math.Ceiling(XmlConvert.ToTimeSpan(keep).TotalDays) : null,
    };
}
