using System.Xml;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Platform;

/// <summary>What the platform does by itself.</summary>
public sealed class JobsModel(ApiClient api) : PageModel
{
    /// <summary>The jobs.</summary>
    public IReadOnlyList<JobFacts> Jobs { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Jobs = (await api.RunAsync<JobsModel, Data>("Jobs")).Jobs;

    /// <summary>A job.</summary>
    public sealed record JobFacts(string Name, string Description, string Interval, DateTimeOffset? NextRunAt, RunFacts? LastRun)
    {
        /// <summary>The time between runs.</summary>
        public TimeSpan Every => XmlConvert.ToTimeSpan(Interval);
    }

    /// <summary>A run.</summary>
    public sealed record RunFacts(DateTimeOffset StartedAt, string Duration, string Outcome, string? Message)
    {
        /// <summary>How long it took.</summary>
        public TimeSpan Took => XmlConvert.ToTimeSpan(Duration);
    }

    private sealed record Data(IReadOnlyList<JobFacts> Jobs);
}
