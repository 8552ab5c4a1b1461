using System.Globalization;
using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Containers.Logs;

/// <summary>A container's whole log: filtered, searched, live, around one line, and downloaded.</summary>
public sealed class IndexModel(ApiClient api, Frame frame) : PageModel
{
    private const int Lines = 100;
    private const int Around = 100;

    /// <summary>The container with its lines.</summary>
    public ContainerFacts Container { get; private set; } = null!;

    /// <summary>Which lines.</summary>
    [BindProperty(SupportsGet = true, Name = "")]
    public LogFilterForm Filter { get; set; } = new();

    /// <summary>The line that was asked for, with those around it; null for the end of the log.</summary>
    public long? At { get; private set; }

    /// <summary>What is wrong with the filter, or why nothing was downloaded.</summary>
    public string? Problem { get; private set; }

    /// <summary>What is shown, in order.</summary>
    public IReadOnlyList<LogEntryFacts> Entries => [.. Container.Logs?.Nodes ?? [], .. Container.Later?.Nodes ?? []];

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string id, long? at)
    {
        At = at;
        var place = at?.ToString(CultureInfo.InvariantCulture);
        var variables = new
        {
            id,
            where = at is null ? Filter.Where() : null,
            last = at is null ? Lines : Around,
            first = Around,
            before = (at + 1)?.ToString(CultureInfo.InvariantCulture),
            after = place,
            later = at is not null,
        };
        try
        {
            return await LoadAsync("Log", variables) ? Page() : NotFound();
        }
        catch (ApiException error) when (error.Code == "VALIDATION")
        {
            Problem = error.Message;
            return await LoadAsync("Container", new { id }) ? Page() : NotFound();
        }
    }

    /// <summary>Makes a link to the lines that fit, and follows it.</summary>
    public async Task<IActionResult> OnPostDownloadAsync(string id, string format)
    {
        var payload = (await api.RunAsync<IndexModel, ExportData>("Export", new { input = new { containerId = id, format, where = Filter.Where() } })).ExportLogs;
        if (payload.Download is { } download) return Redirect(download.Url);
        Problem = payload.Errors[0].Message;
        return await LoadAsync("Container", new { id }) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(string operation, object variables)
    {
        if ((await api.RunAsync<IndexModel, Data>(operation, variables)).Container is not { } container) return false;
        Container = container;
        frame.Select(container.Project.Id);
        return true;
    }

    /// <summary>The container.</summary>
    public sealed record ContainerFacts(
        string Id, string Name, string Status, ProjectFacts Project, IReadOnlyList<InstanceFacts> Instances, DeploymentList Deployments, LinesFacts? Logs, LinesFacts? Later);

    /// <summary>Its project.</summary>
    public sealed record ProjectFacts(string Id, string Name);

    /// <summary>An instance.</summary>
    public sealed record InstanceFacts(string Id, int Index, DeploymentFacts Deployment);

    /// <summary>The last deployments.</summary>
    public sealed record DeploymentList(IReadOnlyList<DeploymentFacts> Nodes);

    /// <summary>A deployment.</summary>
    public sealed record DeploymentFacts(int Number);

    /// <summary>Some lines.</summary>
    public sealed record LinesFacts(IReadOnlyList<LogEntryFacts> Nodes, PageInfo PageInfo);

    /// <summary>Whether there are more.</summary>
    public sealed record PageInfo(bool HasPreviousPage, bool HasNextPage);

    private sealed record Data(ContainerFacts? Container);

    private sealed record ExportData(ExportPayload ExportLogs);

    private sealed record ExportPayload(DownloadFacts? Download, IReadOnlyList<UserError> Errors);

    private sealed record DownloadFacts(string Url);
}
