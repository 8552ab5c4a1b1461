using System.Xml;
using GraphPlatform.Web.Parts;
using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Alerts;

/// <summary>What is an alert in an organization, and which are.</summary>
public sealed class IndexModel(ApiClient api, Frame frame) : PageModel
{
    /// <summary>The organization.</summary>
    public OrganizationFacts Organization { get; private set; } = null!;

    /// <summary>Containers that a rule can be for: those of the project that is looked at, and the one that the address names.</summary>
    public IReadOnlyList<Named> Containers { get; private set; } = [];

    /// <summary>Why something was not done.</summary>
    public IReadOnlyList<UserError> Problems { get; private set; } = [];

    /// <summary>The rule that it was not done to; null for a new one.</summary>
    public string? Changed { get; private set; }

    /// <summary>The container that a new rule is for.</summary>
    [BindProperty(Name = "container", SupportsGet = true)]
    public string? ContainerId { get; set; }

    /// <summary>What the form holds.</summary>
    [BindProperty(Name = "")]
    public RuleForm Form { get; set; } = new();

    /// <summary>What fires and what waits, in this order.</summary>
    public IEnumerable<(RuleFacts Rule, AlertFacts Alert)> Open => Organization.AlertRules
        .SelectMany(r => r.Alerts.Where(a => a.State != "RESOLVED").Select(a => (Rule: r, Alert: a))).OrderBy(o => o.Alert.State == "PENDING").ThenByDescending(o => o.Alert.Since);

    /// <summary>What is wrong with a field of the form for a new one.</summary>
    public string? ProblemOf(string field) => Changed is null ? Problems.FirstOrDefault(p => p.Path is [var first, ..] && first == field)?.Message : null;

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(string organizationId)
    {
        if (!await LoadAsync(organizationId)) return NotFound();
        Form.Scope = ContainerId is { } id ? "container:" + id : "organization:" + organizationId;
        return Page();
    }

    /// <summary>Makes one.</summary>
    public Task<IActionResult> OnPostAsync(string organizationId)
    {
        var scope = Form.Scope?.Split(':') is [("container" or "project" or "organization") and var kind, var id] ? new Dictionary<string, string> { [kind + "Id"] = id } : new() { ["organizationId"] = organizationId };
        return ChangeAsync(organizationId, "Create", () => new
        {
            input = new Dictionary<string, object?>
            {
                ["scope"] = scope, ["name"] = Form.Name ?? "", ["metric"] = Form.Metric ?? "CPU_PERCENT", ["comparison"] = Form.Comparison ?? "ABOVE",
                ["threshold"] = Form.ThresholdValue, ["for"] = Form.ForValue,
            },
        }, $"{Form.Name} is looked at from now on.");
    }

    /// <summary>Changes one.</summary>
    public Task<IActionResult> OnPostUpdateAsync(string organizationId, string ruleId) => ChangeAsync(
        organizationId,
        "Update",
        () => new { input = new Dictionary<string, object?> { ["alertRuleId"] = Changed = ruleId, ["threshold"] = Form.ThresholdValue, ["for"] = Form.ForValue } },
        "Changed. What waits begins anew.");

    /// <summary>Switches one on or off.</summary>
    public Task<IActionResult> OnPostSwitchAsync(string organizationId, string ruleId, bool on) => ChangeAsync(
        organizationId, "Update", () => new { input = new Dictionary<string, object?> { ["alertRuleId"] = Changed = ruleId, ["enabled"] = on } }, on ? "It is looked at again." : "It is not looked at any more.");

    /// <summary>Deletes one.</summary>
    public Task<IActionResult> OnPostDeleteAsync(string organizationId, string ruleId) =>
        ChangeAsync(organizationId, "Delete", () => new { id = Changed = ruleId }, "Deleted, with its alerts.");

    private async Task<IActionResult> ChangeAsync(string organizationId, string operation, Func<object> variables, string done)
    {
        try
        {
            Problems = (await api.RunAsync<IndexModel, ChangeData>(operation, variables())).Change.Errors;
        }
        catch (FormatException unreadable)
        {
            Problems = [new(unreadable.Message, "VALIDATION", [unreadable.Message == Durations.Rule ? "for" : "threshold"])];
        }

        if (Problems.Count > 0) return await LoadAsync(organizationId) ? Page() : NotFound();
        TempData["Toast"] = done;
        return RedirectToPage(new { organizationId });
    }

    private async Task<bool> LoadAsync(string organizationId)
    {
        var data = await api.RunAsync<IndexModel, Data>("Alerts", new { id = organizationId });
        if (data.Organization is not { } organization) return false;
        Organization = organization;
        var project = organization.Projects.Nodes.FirstOrDefault(p => p.Id == frame.Project?.Id) ?? (organization.Projects.Nodes is [var first, ..] ? first : null);
        if (project is not null) Containers = (await api.RunAsync<IndexModel, ContainersData>("Containers", new { projectId = project.Id })).Containers.Nodes;
        if (ContainerId is { } id && Containers.All(c => c.Id != id) && (await api.RunAsync<IndexModel, ContainerData>("Container", new { id })).Container is { } named)
            Containers = [named, .. Containers];
        return true;
    }

    /// <summary>An organization with its rules.</summary>
    public sealed record OrganizationFacts(string Id, string Name, bool ViewerMayDeploy, NamedPage Projects, IReadOnlyList<RuleFacts> AlertRules);

    /// <summary>Some of a list.</summary>
    public sealed record NamedPage(IReadOnlyList<Named> Nodes);

    private sealed record Data(OrganizationFacts? Organization);

    private sealed record ContainersData(NamedPage Containers);

    private sealed record ContainerData(Named? Container);

    private sealed record ChangeData(Payload Change);

    private sealed record Payload(IReadOnlyList<UserError> Errors);
}

/// <summary>A rule as typed.</summary>
public sealed class RuleForm
{
    /// <summary>How it is called.</summary>
    public string? Name { get; set; }

    /// <summary>What it looks at: a kind and an id.</summary>
    public string? Scope { get; set; }

    /// <summary>Which metric.</summary>
    public string? Metric { get; set; }

    /// <summary>On which side.</summary>
    public string? Comparison { get; set; }

    /// <summary>A number with a unit.</summary>
    public string? Threshold { get; set; }

    /// <summary>A length of time.</summary>
    public string? For { get; set; }

    /// <summary>The number.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal double ThresholdValue => Thresholds.Parse(Threshold) ?? throw new FormatException(Thresholds.Rule);

    /// <summary>The length, as ISO 8601.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal string ForValue => Durations.Parse(For) is { } span ? XmlConvert.ToString(span) : throw new FormatException(Durations.Rule);
}
