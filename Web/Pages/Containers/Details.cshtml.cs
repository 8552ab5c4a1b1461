using GraphPlatform.Web.Pages.Containers.Charts;
using GraphPlatform.Web.Parts;
using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Containers;

/// <summary>One container: what it does, what it writes, and what can be done with it.</summary>
public sealed class DetailsModel(ApiClient api, Frame frame, TimeProvider clock) : PageModel
{
    /// <summary>The container.</summary>
    public ContainerFacts Container { get; private set; } = null!;

    /// <summary>The time that its charts show, by its name in the address.</summary>
    [BindProperty(Name = "range", SupportsGet = true)]
    public string? RangeKey { get; set; }

    /// <summary>Its charts.</summary>
    public ChartsFacts Charts { get; private set; } = null!;

    /// <summary>Why something was not done.</summary>
    public string? Problem { get; private set; }

    /// <summary>A change that waits for a yes, with what it would do; null for none.</summary>
    public PlannedChange? Planned { get; private set; }

    /// <summary>The command that was run without scripts.</summary>
    public string? Command { get; private set; }

    /// <summary>What it gave.</summary>
    public CommandOutput? Output { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id) ? Page() : NotFound();

    /// <summary>Goes to the file of the metrics that its charts show.</summary>
    public async Task<IActionResult> OnPostExportAsync(string id)
    {
        var (now, range) = (clock.GetUtcNow(), ChartRange.Of(RangeKey));
        var made = (await api.RunAsync<DetailsModel, ExportData>("Export", new { input = new { containerId = id, from = now - range.Span, to = now } })).ExportMetrics;
        if (made.Download is { } link) return Redirect(link.Url);
        Problem = made.Errors[0].Message;
        return await LoadAsync(id) ? Page() : NotFound();
    }

    /// <summary>Starts it.</summary>
    public Task<IActionResult> OnPostStartAsync(string id) => ChangeAsync(id, "Start", new { id });

    /// <summary>Stops it.</summary>
    public Task<IActionResult> OnPostStopAsync(string id) => ChangeAsync(id, "Stop", new { id });

    /// <summary>Wakes it.</summary>
    public Task<IActionResult> OnPostWakeAsync(string id) => ChangeAsync(id, "Wake", new { id });

    /// <summary>Asks what a change would do, and shows it with a button that does it.</summary>
    public async Task<IActionResult> OnPostPlanAsync(string id, string change, string? deploymentId, int? replicas)
    {
        if (PlannedChange.Of(change, deploymentId, replicas) is not { } planned) return NotFound();
        var payload = await RunAsync(planned, id, dryRun: true);
        if (payload.Errors.Count > 0) Problem = payload.Errors[0].Message;
        else Planned = planned with { Plan = payload.Plan };
        return await LoadAsync(id) ? Page() : NotFound();
    }

    /// <summary>Does what was shown.</summary>
    public async Task<IActionResult> OnPostApplyAsync(string id, string change, string? deploymentId, int? replicas)
    {
        if (PlannedChange.Of(change, deploymentId, replicas) is not { } planned) return NotFound();
        var payload = await RunAsync(planned, id, dryRun: false);
        if (payload.Errors.Count == 0) return RedirectToPage(new { id });
        Problem = payload.Errors[0].Message;
        return await LoadAsync(id) ? Page() : NotFound();
    }

    /// <summary>Deletes it, if its name was typed, and goes to the list, where its stages are.</summary>
    public async Task<IActionResult> OnPostDeleteAsync(string id, string? confirm, bool deleteVolumes)
    {
        if (!await LoadAsync(id)) return NotFound();
        if (confirm?.Trim() != Container.Name)
        {
            Problem = $"Type {Container.Name} to delete it. Nothing was done.";
            return Page();
        }

        var (name, project) = (Container.Name, Container.Project.Id);
        var result = await ChangeAsync(id, "Delete", new { id, deleteVolumes });
        if (Problem is not null) return result;
        TempData["Toast"] = $"{name} is being deleted.";
        return RedirectToPage("/Containers/Index", new { projectId = project });
    }

    /// <summary>Runs a command in it and shows what it gave.</summary>
    public async Task<IActionResult> OnPostExecAsync(string id, string? command)
    {
        Command = command;
        try
        {
            var data = await api.RunAsync<DetailsModel, ExecData>("Exec", new { id, command = CommandLine.Split(command ?? "") });
            Output = data.ExecInContainer;
            Problem = Output.Errors.Count > 0 ? Output.Errors[0].Message : null;
        }
        catch (FormatException open)
        {
            Problem = open.Message;
        }

        return await LoadAsync(id) ? Page() : NotFound();
    }

    private async Task<IActionResult> ChangeAsync(string id, string operation, object variables)
    {
        var payload = (await api.RunAsync<DetailsModel, Dictionary<string, Payload>>(operation, variables)).Values.Single();
        if (payload.Errors.Count == 0) return RedirectToPage(new { id });
        Problem = payload.Errors[0].Message;
        return await LoadAsync(id) ? Page() : NotFound();
    }

    private async Task<PlannedPayload> RunAsync(PlannedChange change, string id, bool dryRun) =>
        (await api.RunAsync<DetailsModel, PlannedData>(change.Operation, new { input = change.Input(id, dryRun) })).Change;

    private async Task<bool> LoadAsync(string id)
    {
        var (now, range) = (clock.GetUtcNow(), ChartRange.Of(RangeKey));
        var data = await api.RunAsync<DetailsModel, Data>("Details", new { id, from = now - range.Span, to = now });
        if (data.Container is not { } container) return false;
        Container = container;
        Charts = new(container, range, now);
        frame.Select(container.Project.Id);
        return true;
    }

    /// <summary>What a command gave.</summary>
    public sealed record CommandOutput(int? ExitCode, string? Stdout, string? Stderr, bool? Truncated, bool? TimedOut, IReadOnlyList<UserError> Errors);

    private sealed record Data(ContainerFacts? Container);

    private sealed record ExecData(CommandOutput ExecInContainer);

    private sealed record ExportData(ExportPayload ExportMetrics);

    private sealed record ExportPayload(Link? Download, IReadOnlyList<UserError> Errors);

    private sealed record Link(string Url);

    private sealed record PlannedData(PlannedPayload Change);

    private sealed record PlannedPayload(PlanFacts? Plan, IReadOnlyList<UserError> Errors);

    private sealed record Payload(IReadOnlyList<UserError> Errors);
}
