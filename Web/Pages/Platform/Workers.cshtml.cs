using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Platform;

/// <summary>The machines that run containers.</summary>
public sealed class WorkersModel(ApiClient api) : PageModel
{
    /// <summary>The machines.</summary>
    public IReadOnlyList<WorkerFacts> Workers { get; private set; } = [];

    /// <summary>Of GraphPlatform.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var data = await api.RunAsync<WorkersModel, Data>("Workers");
        Workers = data.Workers;
        Version = data.Version;
    }

    /// <summary>A machine.</summary>
    public sealed record WorkerFacts(string Id, string Name, string? HostUnprotectedBecause, EngineFacts Engine);

    /// <summary>Its engine.</summary>
    public sealed record EngineFacts(bool Reachable, string? UnreachableBecause, string? Version, string? ApiVersion, int? Cpus, long? MemoryBytes);

    private sealed record Data(IReadOnlyList<WorkerFacts> Workers, string Version);
}
