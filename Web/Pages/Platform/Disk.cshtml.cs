using GraphPlatform.Web.Parts;
using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Platform;

/// <summary>What may go from the machines' disks, and why the rest stays.</summary>
public sealed class DiskModel(ApiClient api) : PageModel
{
    private const int KeptShown = 200;

    /// <summary>The plan.</summary>
    public PlanFacts Plan { get; private set; } = null!;

    /// <summary>What stays, as far as it is listed.</summary>
    public IReadOnlyList<ItemFacts> Kept => [.. Plan.Kept.Take(KeptShown)];

    /// <summary>What was cleaned up, the latest first.</summary>
    public IReadOnlyList<CleanupFacts> Cleanups { get; private set; } = [];

    /// <summary>Why it was not applied.</summary>
    public IReadOnlyList<UserError> Problems { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public Task OnGetAsync() => LoadAsync();

    /// <summary>Applies the plan that was shown.</summary>
    public async Task<IActionResult> OnPostAsync(string planId)
    {
        var payload = (await api.RunAsync<DiskModel, Applied>("Apply", new { id = planId })).ApplyDiskPlan;
        if (payload.DiskCleanup is { } done)
        {
            var stuck = done.Outcomes.Count(o => o.Problem is not null);
            TempData["Toast"] = $"{Quantities.Bytes(done.FreedBytes)} are free again{(stuck == 0 ? "." : $"; {stuck} could not be removed.")}";
            return RedirectToPage();
        }

        Problems = payload.Errors;
        await LoadAsync();
        return Page();
    }

    /// <summary>What a kind of thing is called.</summary>
    public static string KindOf(string kind) => kind switch
    {
        "IMAGE" => "image",
        "STOPPED_CONTAINER" => "stopped container",
        "BUILD_CACHE" => "build cache",
        _ => "volume",
    };

    private async Task LoadAsync()
    {
        var data = await api.RunAsync<DiskModel, Data>("Disk");
        Plan = data.DiskPlan;
        Cleanups = data.DiskCleanups;
    }

    /// <summary>A plan.</summary>
    public sealed record PlanFacts(
        string Id, long ReclaimableBytes, long? CapacityBytes, long? FreeBytes, IReadOnlyList<ItemFacts> Removable, IReadOnlyList<ItemFacts> Kept);

    /// <summary>Something on a disk.</summary>
    public sealed record ItemFacts(string Kind, string Id, IReadOnlyList<string> Names, string WorkerName, long Bytes, string? ProtectedBecause)
    {
        /// <summary>How it is shown.</summary>
        public string Name => Names.Count > 0 ? string.Join(", ", Names) : Id;
    }

    /// <summary>A clean-up of the past.</summary>
    public sealed record CleanupFacts(string Id, DateTimeOffset AppliedAt, long FreedBytes, IReadOnlyList<OutcomeFacts> Outcomes);

    /// <summary>What came of one thing.</summary>
    public sealed record OutcomeFacts(string Kind, string Name, string? Problem);

    private sealed record Data(PlanFacts DiskPlan, IReadOnlyList<CleanupFacts> DiskCleanups);

    private sealed record Applied(Payload ApplyDiskPlan);

    private sealed record Payload(Done? DiskCleanup, IReadOnlyList<UserError> Errors);

    private sealed record Done(long FreedBytes, IReadOnlyList<DoneOutcome> Outcomes);

    private sealed record DoneOutcome(string? Problem);
}
