namespace GraphPlatform.Web.Pages.Containers;

/// <summary>What a change would do.</summary>
public sealed record PlanFacts(string Action, string? DowntimeBecause, IReadOnlyList<ConfigChangeFacts> Changes)
{
    /// <summary>In words; plans.js says the same.</summary>
    public string Words => Action switch
    {
        "NONE" => "nothing: it is so already",
        "START" => "its processes start",
        "STOP" => "its processes end",
        "RESTART" => "its processes end and start anew",
        "REPLACE" => "a new version takes its place",
        "ADJUST" => "it changes while it runs",
        "WAKE" => "it is woken",
        _ => Parts.Words.Of(Action).ToLowerInvariant(),
    };
}

/// <summary>A part of the configuration that changes.</summary>
public sealed record ConfigChangeFacts(string Field, string? From, string? To)
{
    /// <summary>The field as people call it: <c>healthCheck</c> is health check; plans.js says the same.</summary>
    public string Name => string.Concat(Field.Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));
}
