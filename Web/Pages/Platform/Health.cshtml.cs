using System.Xml;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Platform;

/// <summary>How well the parts of the platform work.</summary>
public sealed class HealthModel(ApiClient api) : PageModel
{
    /// <summary>The report.</summary>
    public ReportFacts Report { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync() => Report = (await api.RunAsync<HealthModel, Data>("Health")).Health;

    /// <summary>The colour of a state; health.js says the same.</summary>
    public static string Tone(string state) => state switch
    {
        "OK" => "running",
        "DEGRADED" => "idle",
        _ => "failed",
    };

    /// <summary>A state in words.</summary>
    public static string Word(string state) => state switch
    {
        "OK" => "Well",
        "DEGRADED" => "Degraded",
        _ => "Down",
    };

    /// <summary>The report.</summary>
    public sealed record ReportFacts(string State, DateTimeOffset CheckedAt, IReadOnlyList<ComponentFacts> Components);

    /// <summary>A part.</summary>
    public sealed record ComponentFacts(string Name, string State, string Reason, string Took)
    {
        /// <summary>How long it took to find out.</summary>
        public TimeSpan Time => XmlConvert.ToTimeSpan(Took);
    }

    private sealed record Data(ReportFacts Health);
}
