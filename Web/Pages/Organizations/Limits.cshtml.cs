using System.Globalization;
using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Organizations;

/// <summary>What an organization may use and uses, and the form with which administrators change it.</summary>
public sealed class LimitsModel(ApiClient api, Frame frame) : PageModel
{
    private const double Gigabyte = 1 << 30;

    /// <summary>The organization.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>How it is shown.</summary>
    public string OrganizationName { get; private set; } = "";

    /// <summary>When storage was last measured.</summary>
    public DateTimeOffset? StorageMeasuredAt { get; private set; }

    /// <summary>What is limited.</summary>
    public IReadOnlyList<QuotaFacts> Quotas { get; private set; } = [];

    /// <summary>Limits that were set and levels that were crossed, the newest first.</summary>
    public IReadOnlyList<EventFacts> History { get; private set; } = [];

    /// <summary>All organizations, for administrators.</summary>
    public IReadOnlyList<OtherFacts> Others { get; private set; } = [];

    /// <summary>Why something was not done.</summary>
    public IReadOnlyList<UserError> Problems { get; private set; } = [];

    /// <summary>What the form shows.</summary>
    public FormFacts Form { get; private set; } = new("", "", "", "", "");

    /// <summary>Whether the viewer may change limits.</summary>
    public bool MaySet => frame.Viewer.IsAdministrator;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string organizationId)
    {
        if (!await LoadAsync(organizationId)) return NotFound();
        Form = Shown();
        return Page();
    }

    /// <summary>Sets other limits.</summary>
    public async Task<IActionResult> OnPostAsync(string organizationId, FormFacts form)
    {
        if (!await LoadAsync(organizationId)) return NotFound();

        // What is shown is rounded: a limit that was not touched stays as it is to the byte.
        var shown = Shown();
        var input = new
        {
            organizationId,
            containers = form.Containers == shown.Containers ? null : (long?)Number(form.Containers),
            memoryBytes = form.Memory == shown.Memory ? null : (long?)(Number(form.Memory) * Gigabyte),
            cpu = form.Cpu == shown.Cpu ? null : Number(form.Cpu),
            storageBytes = form.Storage == shown.Storage ? null : (long?)(Number(form.Storage) * Gigabyte),
            reason = form.Reason ?? "",
        };
        var errors = new[] { form.Containers, form.Memory, form.Cpu, form.Storage }.Any(t => Number(t) is null)
            ? [new UserError("Enter a number for each limit, such as 4 or 0.5.", "VALIDATION", null)]
            : (await api.RunAsync<LimitsModel, SetData>("SetQuota", new { input })).SetQuota.Errors;
        if (errors.Count == 0)
        {
            TempData["Toast"] = "The limits are set.";
            return RedirectToPage(new { organizationId });
        }

        (Problems, Form) = (errors, form);
        return Page();
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e9 ? number : null;

    private static string Plain(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>The limits as the form shows them.</summary>
    private FormFacts Shown() =>
        new(Quotas[0].Limit.ToString(CultureInfo.InvariantCulture), Plain(Quotas[1].Limit / Gigabyte), Plain(Quotas[2].Limit / 1000.0), Plain(Quotas[3].Limit / Gigabyte), "");

    private async Task<bool> LoadAsync(string organizationId)
    {
        if ((await api.RunAsync<LimitsModel, Data>("Limits", new { id = organizationId })).Quota is not { } quota) return false;
        (OrganizationId, OrganizationName, StorageMeasuredAt) = (quota.OrganizationId, quota.OrganizationName, quota.StorageMeasuredAt);
        Quotas = [quota.Containers.As("CONTAINERS"), quota.Memory.As("MEMORY"), quota.Cpu.As("CPU"), quota.Storage.As("STORAGE")];
        History = [.. quota.History.Nodes.Reverse()];
        if (MaySet) Others = (await api.RunAsync<LimitsModel, OthersData>("Others")).Quotas.Nodes;
        return true;
    }

    /// <summary>Something in the history.</summary>
    public sealed record EventFacts(
        string Id, string Quota, DateTimeOffset At, long? FromLimit, long? ToLimit, string? FromLevel, string? ToLevel, string Reason, ActorFacts Actor);

    /// <summary>Who did it.</summary>
    public sealed record ActorFacts(string? Name, string? System)
    {
        /// <summary>For people.</summary>
        public string Shown => Name ?? (System is null ? "somebody" : "the platform");
    }

    /// <summary>Another organization.</summary>
    public sealed record OtherFacts(string OrganizationId, string OrganizationName, string? DeniedBecause, UseFacts Containers);

    /// <summary>How much of something is used.</summary>
    public sealed record UseFacts(long Limit, long Used, string? Level = null, string? DeniedBecause = null)
    {
        internal QuotaFacts As(string name) => new(name, Limit, Used, Level ?? "OK", DeniedBecause);
    }

    /// <summary>What was typed.</summary>
    public sealed record FormFacts(string? Containers, string? Memory, string? Cpu, string? Storage, string? Reason);

    private sealed record Data(QuotaData? Quota);

    private sealed record QuotaData(
        string OrganizationId, string OrganizationName, DateTimeOffset? StorageMeasuredAt, UseFacts Containers, UseFacts Memory, UseFacts Cpu, UseFacts Storage, HistoryData History);

    private sealed record HistoryData(IReadOnlyList<EventFacts> Nodes);

    private sealed record OthersData(OthersPage Quotas);

    private sealed record OthersPage(IReadOnlyList<OtherFacts> Nodes);

    private sealed record SetData(Payload SetQuota);

    private sealed record Payload(IReadOnlyList<UserError> Errors);
}
